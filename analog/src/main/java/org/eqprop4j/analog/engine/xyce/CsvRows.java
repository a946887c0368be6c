package org.eqprop4j.analog.engine.xyce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a file that {@code .PRINT DC FORMAT=CSV} wrote. Columns are known by their position:
 * the header is in upper case and may hold commas that separate nothing.
 */
final class CsvRows {
  private CsvRows() {}

  /**
   * Reads all rows behind the header.
   *
   * @param text the file
   * @param columns number of values per row
   * @param cutShort whether the writer was killed, so that the last row may be broken off
   * @throws XyceException if a row has another number of values or one is no number
   */
  static List<double[]> parse(String text, int columns, boolean cutShort) {
    List<double[]> rows = new ArrayList<>();
    int start = text.indexOf('\n') + 1;
    while (start > 0 && start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        if (cutShort) {
          break;
        }
        end = text.length();
      }
      String line = text.substring(start, end).strip();
      if (!line.isEmpty()) {
        rows.add(row(line, columns));
      }
      start = end + 1;
    }
    return rows;
  }

  private static double[] row(String line, int columns) {
    String[] values = line.split(",", -1);
    if (values.length != columns) {
      throw new XyceException(
          "a row that Xyce printed has " + values.length + " values, expected " + columns);
    }
    double[] row = new double[columns];
    for (int c = 0; c < columns; c++) {
      row[c] = number(values[c].strip());
    }
    return row;
  }

  /** C++ prints what is no finite number in ways that Java does not read. */
  private static double number(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.endsWith("nan") || plain.contains("nan(")) {
      return Double.NaN;
    }
    if (plain.endsWith("inf") || plain.endsWith("infinity")) {
      return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      throw new XyceException("Xyce printed '" + text + "', expected a number", e);
    }
  }
}
