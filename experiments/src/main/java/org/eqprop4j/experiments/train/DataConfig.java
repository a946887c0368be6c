package org.eqprop4j.experiments.train;

import java.util.List;
import org.eqprop4j.data.csv.CsvFormat;
import org.eqprop4j.data.csv.Missing;
import org.eqprop4j.data.csv.Task;
import org.eqprop4j.experiments.config.Require;

/**
 * What to learn from.
 *
 * @param source a name of {@link NamedData}, a CSV file, or the directory of a mixed-signal run
 *     whose embedding is meant
 * @param directory where the files of a published data set are; empty to look in the usual places
 * @param testFile CSV file to test on; empty to set aside a share of the rows
 * @param label the CSV column to be predicted, by name or by number from 1
 * @param task what the label is
 * @param categories CSV columns that hold names
 * @param ignore CSV columns to leave out
 * @param missing what to do about missing values
 * @param delimiter {@code auto}, {@code tab}, or the character that separates cells
 * @param header whether the first line names the columns
 * @param testShare share of each class that is set aside for testing
 * @param validationShare share of each class that is set aside for validation
 */
public record DataConfig(
    String source,
    String directory,
    String testFile,
    String label,
    Task task,
    List<String> categories,
    List<String> ignore,
    Missing missing,
    String delimiter,
    CsvFormat.Header header,
    double testShare,
    double validationShare) {
  static final String AUTO = "auto";
  static final String TAB = "tab";

  /** Checks the ranges. */
  public DataConfig {
    categories = List.copyOf(categories);
    ignore = List.copyOf(ignore);
    Require.that(
        delimiter.equals(AUTO) || delimiter.equals(TAB) || delimiter.length() == 1,
        "delimiter",
        delimiter,
        "auto, tab or one character");
    Require.that(testShare >= 0 && testShare < 1, "testShare", testShare, "0 to below 1");
    Require.that(
        validationShare >= 0 && validationShare + testShare < 1,
        "validationShare",
        validationShare,
        "at least 0, and below 1 together with testShare");
  }
}
