package org.eqprop4j.data.idx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.files.FileContent;

/**
 * Reads IDX files of unsigned bytes, plain or gzip-compressed.
 *
 * <p>The format (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): two zero
 * bytes, one for the type, one for the number of dimensions; each dimension as a big-endian 32-bit
 * integer; then the values, row-major.
 */
public final class IdxReader {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final Map<Integer, String> TYPES =
      Map.of(
          UNSIGNED_BYTE,
          "unsigned byte",
          0x09,
          "signed byte",
          0x0B,
          "short",
          0x0C,
          "int",
          0x0D,
          "float",
          0x0E,
          "double");

  private final String name;
  private final InputStream in;

  private IdxReader(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * Reads a whole file.
   *
   * @throws DataException if it cannot be read, is no IDX file of unsigned bytes, or has more or
   *     fewer values than its header says
   */
  public static IdxArray read(Path file) {
    try (InputStream in = FileContent.open(file)) {
      return new IdxReader(file.toString(), in).array();
    } catch (IOException e) {
      throw FileContent.unreadable(file, e);
    }
  }

  private IdxArray array() throws IOException {
    ByteBuffer magic = header(4, "the magic number");
    int type = magic.get(2);
    int rank = Byte.toUnsignedInt(magic.get(3));
    if (magic.getShort(0) != 0 || !TYPES.containsKey(type) || rank == 0) {
      throw new DataException(
          String.format(
              "%s: expected the magic number of an IDX file (0x000008 and the number of"
                  + " dimensions), found 0x%08x",
              name, magic.getInt(0)));
    }
    if (type != UNSIGNED_BYTE) {
      throw new DataException(
          String.format(
              "%s: expected values of type unsigned byte (0x08), found %s (0x%02x)",
              name, TYPES.get(type), type));
    }
    int[] shape = new int[rank];
    header(4 * rank, "the dimensions").asIntBuffer().get(shape);
    return new IdxArray(name, shape, values(shape));
  }

  private ByteBuffer header(int bytes, String what) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new DataException(
          String.format(
              "%s: expected %d bytes for %s of an IDX file, found %d",
              name, bytes, what, read.length));
    }
    return ByteBuffer.wrap(read);
  }

  private byte[] values(int[] shape) throws IOException {
    int count = 1;
    try {
      for (int dimension : shape) {
        if (dimension < 0) {
          throw new ArithmeticException();
        }
        count = Math.multiplyExact(count, dimension);
      }
    } catch (ArithmeticException e) {
      throw new DataException(
          String.format(
              "%s: expected dimensions of at most %d values in all, found %s",
              name, Integer.MAX_VALUE, IdxArray.describe(shape)),
          e);
    }
    // Grows with what is there: a corrupt header must not make us ask for gigabytes.
    byte[] values = in.readNBytes(count);
    if (values.length < count || in.read() != -1) {
      throw new DataException(
          String.format(
              "%s: expected %d values (%s) as the header says, found %s",
              name,
              count,
              IdxArray.describe(shape),
              values.length < count ? values.length : "more"));
    }
    return values;
  }
}
