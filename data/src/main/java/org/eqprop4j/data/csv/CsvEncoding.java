package org.eqprop4j.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;

/**
 * How the rows of a table become numbers: what was learnt from the training rows, and holds for
 * every other row. A record, so that it can be saved with a model.
 *
 * @param columns the columns that are used
 * @param label name of the label's column
 * @param task what the label is
 * @param classes names of the classes; empty if the label is a number
 */
public record CsvEncoding(List<Column> columns, String label, Task task, List<String> classes) {
  public CsvEncoding {
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
  }

  /**
   * A column that is used.
   *
   * @param categories names, each of which has a feature that is 1 in its rows and 0 in others;
   *     empty in a column of numbers
   * @param mean what stands for a missing number
   */
  public record Column(String name, List<String> categories, float mean) {
    public Column {
      categories = List.copyOf(categories);
    }

    private int width() {
      return Math.max(1, categories.size());
    }
  }

  /**
   * Learns from training rows. A column with one and the same value in all of them is left out: it
   * would tell nothing and load the circuit.
   *
   * @param rows the training rows
   * @param warnings hears of each column that is left out
   * @throws DataException if no column is left, or all rows have the same label
   */
  public static CsvEncoding fit(CsvTable table, int[] rows, Consumer<String> warnings) {
    CsvColumn label = table.label().orElseThrow();
    List<String> classes = label.isCategory() ? classes(table, label) : List.of();
    if (!label.isCategory()) {
      requireVariation(table, label, rows);
    }
    List<Column> columns = new ArrayList<>();
    for (CsvColumn column : table.features()) {
      Column fitted = column.isCategory() ? categories(column, rows) : numbers(column, rows);
      if (fitted == null) {
        warnings.accept(
            table.file()
                + ": column '"
                + column.name()
                + "' has one and the same value in all training rows and is left out");
      } else {
        columns.add(fitted);
      }
    }
    if (columns.isEmpty()) {
      throw new DataException(
          table.file() + ": no column varies, so that there is nothing to predict from");
    }
    return new CsvEncoding(
        columns, label.name(), label.isCategory() ? Task.CLASSES : Task.VALUES, classes);
  }

  private static List<String> classes(CsvTable table, CsvColumn label) {
    List<String> classes = table.classNames();
    if (classes.size() < 2) {
      throw new DataException(
          String.format(
              "%s: all %d rows have the label '%s' in column '%s', expected two classes or more:"
                  + " there is nothing to learn",
              table.file(), table.rows(), classes.get(0), label.name()));
    }
    return classes;
  }

  private static void requireVariation(CsvTable table, CsvColumn label, int[] rows) {
    if (numbers(label, rows) == null) {
      throw new DataException(
          String.format(
              "%s: all rows have the value %s in column '%s', expected different ones: there is"
                  + " nothing to learn",
              table.file(), label.values()[0], label.name()));
    }
  }

  /** Null if it does not vary. */
  private static Column numbers(CsvColumn column, int[] rows) {
    double sum = 0;
    int count = 0;
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int row : rows) {
      float value = column.values()[row];
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return low < high ? new Column(column.name(), List.of(), (float) (sum / count)) : null;
  }

  /** Null if there is but one name; a missing one counts as another. */
  private static Column categories(CsvColumn column, int[] rows) {
    List<String> all = column.sortedNames();
    int[] indices = column.indices(all);
    TreeSet<Integer> seen = new TreeSet<>();
    Arrays.stream(rows).forEach(row -> seen.add(indices[row]));
    if (seen.size() < 2) {
      return null;
    }
    seen.remove(-1);
    return new Column(column.name(), seen.stream().map(all::get).toList(), 0);
  }

  /** The roles with which another file has to be read. */
  public ColumnRoles roles(boolean labelled) {
    return new ColumnRoles(
        labelled ? Optional.of(label) : Optional.empty(),
        task,
        columns.stream().map(Column::name).toList(),
        columns.stream().filter(c -> !c.categories().isEmpty()).map(Column::name).toList(),
        List.of());
  }

  /** What each feature is: a column, or a column and a category. */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      if (column.categories().isEmpty()) {
        names.add(column.name());
      }
      column.categories().forEach(category -> names.add(column.name() + "=" + category));
    }
    return names;
  }

  /**
   * Rows of the table that was learnt from, or of another that was read with {@link #roles}.
   * Classes become one-hot targets; without a label the targets are all zero. A category that the
   * training rows did not have is none of those known.
   *
   * @param warnings hears how many rows had an unknown category
   * @throws DataException if a label is a class that is not known
   */
  public Samples encode(CsvTable table, int[] rows, Consumer<String> warnings) {
    int width = columns.stream().mapToInt(Column::width).sum();
    float[] features = new float[Math.multiplyExact(rows.length, width)];
    int offset = 0;
    for (Column column : columns) {
      CsvColumn from = table.features().get(table.featureNames().indexOf(column.name()));
      if (column.categories().isEmpty()) {
        encodeNumbers(column, from, rows, features, offset, width);
      } else {
        encodeCategories(column, from, rows, features, offset, width, table, warnings);
      }
      offset += column.width();
    }
    float[] targets = targets(table, rows);
    return Samples.regression(features, new long[] {width}, targets, targetWidth());
  }

  private int targetWidth() {
    return task == Task.CLASSES ? classes.size() : 1;
  }

  private static void encodeNumbers(
      Column column, CsvColumn from, int[] rows, float[] to, int offset, int width) {
    for (int i = 0; i < rows.length; i++) {
      float value = from.values()[rows[i]];
      to[i * width + offset] = Float.isNaN(value) ? column.mean() : value;
    }
  }

  private static void encodeCategories(
      Column column,
      CsvColumn from,
      int[] rows,
      float[] to,
      int offset,
      int width,
      CsvTable table,
      Consumer<String> warnings) {
    int[] indices = from.indices(column.categories());
    int unknown = 0;
    for (int i = 0; i < rows.length; i++) {
      int index = indices[rows[i]];
      if (index >= 0) {
        to[i * width + offset + index] = 1;
      } else if (!Float.isNaN(from.values()[rows[i]])) {
        unknown++;
      }
    }
    if (unknown > 0) {
      warnings.accept(
          String.format(
              "%s: column '%s' has a name that the training rows lack in %d of %d rows; there it"
                  + " counts as none of the known ones",
              table.file(), column.name(), unknown, rows.length));
    }
  }

  private float[] targets(CsvTable table, int[] rows) {
    float[] targets = new float[Math.multiplyExact(rows.length, targetWidth())];
    if (table.label().isEmpty()) {
      return targets;
    }
    CsvColumn column = table.label().get();
    int[] indices = task == Task.CLASSES ? column.indices(classes) : null;
    for (int i = 0; i < rows.length; i++) {
      if (indices == null) {
        targets[i] = column.values()[rows[i]];
      } else if (indices[rows[i]] < 0) {
        throw new DataException(
            String.format(
                "%s: column '%s' has classes %s, expected only those of the training file: %s",
                table.file(), label, table.classNames(), String.join(", ", classes)));
      } else {
        targets[i * classes.size() + indices[rows[i]]] = 1;
      }
    }
    return targets;
  }
}
