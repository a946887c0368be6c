package org.eqprop4j.data.csv;

import java.util.Locale;
import java.util.Set;

/** What to do about a cell without a value: empty, {@code ?}, NA, N/A, NaN or null, in any case. */
public enum Missing {
  /** Refuse the file, naming line and column. */
  REFUSE,
  /** Leave the row out. */
  DROP,
  /**
   * Take the mean of the column over the training rows, and no category in a column of categories.
   * A missing label is refused: nobody can tell it.
   */
  MEAN;

  private static final Set<String> WORDS = Set.of("?", "na", "n/a", "nan", "null");
  private static final int LONGEST_WORD = 4;

  /** Whether a cell has no value. */
  static boolean is(String cell) {
    return cell.isEmpty()
        || (cell.length() <= LONGEST_WORD && WORDS.contains(cell.toLowerCase(Locale.ROOT)));
  }
}
