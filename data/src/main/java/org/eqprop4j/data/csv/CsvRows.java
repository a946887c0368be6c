package org.eqprop4j.data.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Writable;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.files.FileContent;

/** The lines of a CSV file as cells, read by DataVec. Blank lines are passed over. */
final class CsvRows implements AutoCloseable {
  static final char QUOTE = '"';

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path file;
  private final CSVRecordReader reader;
  private List<Writable> cells = List.of();
  private long line;

  private CsvRows(Path file, CSVRecordReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Opens a file that {@link TextScan} has found to be text. */
  static CsvRows open(Path file, char delimiter) {
    CSVRecordReader reader = new CSVRecordReader(0, delimiter, QUOTE);
    try {
      reader.initialize(new InputStreamInputSplit(text(file)));
      return new CsvRows(file, reader);
    } catch (IOException e) {
      throw FileContent.unreadable(file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("interrupted while reading " + file, e);
    }
  }

  /** The content without the mark that some programs put in front of UTF-8. */
  static InputStream text(Path file) throws IOException {
    PushbackInputStream in =
        new PushbackInputStream(FileContent.open(file), BYTE_ORDER_MARK.length);
    byte[] start = in.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
      in.unread(start);
    }
    return in;
  }

  /** Goes to the next line that is not blank; false if there is none. */
  boolean next() {
    while (reader.hasNext()) {
      line++;
      try {
        cells = reader.next();
      } catch (RuntimeException e) {
        throw e.getCause() instanceof IOException ? unclosed(e) : e;
      }
      if (cells.size() > 1 || !cell(0).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private DataException unclosed(RuntimeException e) {
    return new DataException(
        file
            + ": line "
            + line
            + ": expected cells separated by the delimiter, found a quote that is not closed on"
            + " its line; line breaks within cells are not supported",
        e);
  }

  /** Number of the line in the file, from 1. */
  long line() {
    return line;
  }

  int width() {
    return cells.size();
  }

  /** A cell without the blanks around it. */
  String cell(int column) {
    return cells.get(column).toString().strip();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw FileContent.unreadable(file, e);
    }
  }
}
