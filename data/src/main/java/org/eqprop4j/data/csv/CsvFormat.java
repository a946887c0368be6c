package org.eqprop4j.data.csv;

import java.util.Optional;

/**
 * How a CSV file is written. Cells may be quoted with {@code "}; a cell ends on its line.
 *
 * @param delimiter what separates cells; empty: the one of comma, semicolon and tabulator that
 *     occurs most often in the first line
 * @param header whether the first line names the columns
 */
public record CsvFormat(Optional<Character> delimiter, Header header) {
  /** Both found out from the first line. */
  public static final CsvFormat AUTO = new CsvFormat(Optional.empty(), Header.AUTO);

  /** Whether the first line names the columns. */
  public enum Header {
    /** It does if it has the label's name in it, or no cell that is a number. */
    AUTO,
    /** It does. */
    YES,
    /** It does not: columns are named by their numbers, from 1. */
    NO
  }
}
