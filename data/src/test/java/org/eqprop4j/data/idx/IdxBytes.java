package org.eqprop4j.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Writes what {@link IdxReader} reads, straight from the format's description. */
final class IdxBytes {
  private IdxBytes() {}

  static byte[] of(int[] shape, byte... values) {
    return withType(0x08, shape, values);
  }

  static byte[] withType(int type, int[] shape, byte... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    buffer.put(new byte[] {0, 0, (byte) type, (byte) shape.length});
    for (int dimension : shape) {
      buffer.putInt(dimension);
    }
    return buffer.put(values).array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
