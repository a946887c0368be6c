package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array file, of doubles only. Own code, since values must come back to the last bit and a
 * damaged file must be refused by name before native code sees it.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int PREAMBLE = MAGIC.length + 2;
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f8', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");

  private Npy() {}

  /** A file of version 1.0 with the values in row-major order. */
  public static byte[] write(double[] values, int... shape) {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + describe(shape) + ", }";
    int length = header.length() + 1;
    int padding = Math.floorMod(-(PREAMBLE + length), ALIGNMENT);
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Math.addExact(PREAMBLE + text.length, Math.multiplyExact(values.length, Double.BYTES)));
    bytes.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putShort((short) text.length).put(text);
    bytes.asDoubleBuffer().put(values);
    return bytes.array();
  }

  /**
   * The values of a file.
   *
   * @param name what to call it in messages
   * @throws IOException if it is not a file of doubles of exactly this shape
   */
  public static double[] read(byte[] file, String name, int... shape) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < PREAMBLE || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException(name + " is no NumPy array file of version 1.0");
    }
    int data = PREAMBLE + Short.toUnsignedInt(bytes.getShort(MAGIC.length));
    String header =
        new String(
            file, PREAMBLE, Math.min(data, file.length) - PREAMBLE, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new IOException(
          name + " has header " + header.strip() + ", expected little-endian doubles in C order");
    }
    String found = "(" + matcher.group(1) + ")";
    if (!found.equals(describe(shape))) {
      throw new IOException(name + " has shape " + found + ", expected " + describe(shape));
    }
    int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (file.length - data != (long) count * Double.BYTES) {
      throw new IOException(
          name + " has " + (file.length - data) + " bytes of data, expected " + count + " doubles");
    }
    double[] values = new double[count];
    bytes.position(data).slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  /** The shape as Python writes a tuple. */
  private static String describe(int... shape) {
    return Arrays.stream(shape)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
  }
}
