package org.eqprop4j.data.csv;

/** Decimal numbers in cells. */
final class Numbers {
  private Numbers() {}

  /** The value, infinite if it is beyond single precision; NaN if the cell is no decimal number. */
  static float parse(String cell) {
    if (!looksDecimal(cell)) {
      return Float.NaN;
    }
    try {
      return Float.parseFloat(cell);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  /** Java would take hexadecimal numbers, type suffixes and words, too. */
  private static boolean looksDecimal(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (!(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return !cell.isEmpty();
  }
}
