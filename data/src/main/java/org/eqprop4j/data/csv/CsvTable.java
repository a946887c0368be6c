package org.eqprop4j.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV file in memory, four bytes a cell: the columns that serve as features, and the
 * label.
 */
public final class CsvTable {
  private final Path file;
  private final int rows;
  private final int dropped;
  private final List<CsvColumn> features;
  private final Optional<CsvColumn> label;

  CsvTable(Path file, int rows, int dropped, List<CsvColumn> features, Optional<CsvColumn> label) {
    this.file = file;
    this.rows = rows;
    this.dropped = dropped;
    this.features = List.copyOf(features);
    this.label = label;
  }

  /**
   * Reads a file, plain or gzip-compressed.
   *
   * @throws org.eqprop4j.data.DataException if there is anything in it that cannot be used, naming
   *     file, line and column and saying what would help
   */
  public static CsvTable read(Path file, CsvFormat format, ColumnRoles roles, Missing missing) {
    return new CsvReader(file, format, roles, missing).table();
  }

  /**
   * Names of a file's columns, or their numbers if it does not name them.
   *
   * @throws org.eqprop4j.data.DataException if it cannot be read
   */
  public static List<String> columns(Path file, CsvFormat format) {
    TextScan.lines(file);
    return CsvHead.of(file, format, Optional.empty()).columns();
  }

  public Path file() {
    return file;
  }

  public int rows() {
    return rows;
  }

  /** Number of rows that were left out because a value was missing. */
  public int dropped() {
    return dropped;
  }

  /** Names of the feature columns. */
  public List<String> featureNames() {
    return features.stream().map(CsvColumn::name).toList();
  }

  /** The feature columns. */
  List<CsvColumn> features() {
    return features;
  }

  /** The label's column, if the roles name one. */
  Optional<CsvColumn> label() {
    return label;
  }

  /**
   * The distinct labels, in the order of numbers if all are, else in that of text.
   *
   * @throws IllegalStateException if there is no label, or it is a number to be predicted
   */
  public List<String> classNames() {
    return classes().sortedNames();
  }

  /**
   * The class of each row, an index into {@link #classNames}.
   *
   * @throws IllegalStateException as {@link #classNames}
   */
  public int[] classIndices() {
    return classes().indices(classNames());
  }

  private CsvColumn classes() {
    return label
        .filter(CsvColumn::isCategory)
        .orElseThrow(() -> new IllegalStateException(file + " was read without classes"));
  }

  /** A feature column's values, NaN where they are missing. Not a copy. */
  public float[] column(String name) {
    List<String> names = new ArrayList<>(featureNames());
    int index = names.indexOf(name);
    if (index < 0 || features.get(index).isCategory()) {
      throw new IllegalArgumentException(file + " has no numbers in a column '" + name + "'");
    }
    return features.get(index).values();
  }
}
