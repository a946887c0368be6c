package org.eqprop4j.data.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.files.FileContent;

/**
 * A look at every byte of a text file before it is read. DataVec would put a replacement character
 * for whatever is not UTF-8.
 */
final class TextScan {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private long lines = 1;
  private byte last = '\n';

  private TextScan(Path file) {
    this.file = file;
  }

  /**
   * Makes sure that a file is UTF-8 text, plain or gzip-compressed.
   *
   * @return its number of lines
   * @throws DataException if it cannot be read, is empty or is not UTF-8, naming the line
   */
  static long lines(Path file) {
    TextScan scan = new TextScan(file);
    try (InputStream in = FileContent.open(file)) {
      return scan.count(in);
    } catch (IOException e) {
      throw FileContent.unreadable(file, e);
    }
  }

  private long count(InputStream in) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer chars = CharBuffer.allocate(BUFFER);
    boolean end = false;
    long read = 0;
    while (!end) {
      int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
      end = got < 0;
      read += Math.max(0, got);
      bytes.position(bytes.position() + Math.max(0, got)).flip();
      int from = bytes.position();
      CoderResult result = decoder.decode(bytes, chars.clear(), end);
      countLines(bytes.array(), from, bytes.position());
      if (result.isError()) {
        throw notText(bytes.get(bytes.position()));
      }
      bytes.compact();
    }
    if (read == 0) {
      throw new DataException(file + ": expected a CSV file with a row for each sample, is empty");
    }
    return last == '\n' || last == '\r' ? lines - 1 : lines;
  }

  private void countLines(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\r' || (bytes[i] == '\n' && last != '\r')) {
        lines++;
      } else if (bytes[i] == 0) {
        throw notText(bytes[i]);
      }
      last = bytes[i];
    }
  }

  private DataException notText(byte found) {
    return new DataException(
        String.format(
            "%s: line %d: expected UTF-8 text, found byte 0x%02x; save the file as UTF-8, or"
                + " convert it with iconv",
            file, lines, found));
  }
}
