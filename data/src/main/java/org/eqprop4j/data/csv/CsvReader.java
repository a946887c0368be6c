package org.eqprop4j.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.eqprop4j.data.DataException;

/** Reads a {@link CsvTable}, and says what is wrong with the first cell that does not fit. */
final class CsvReader {
  /** More names than this in a column of names are taken for a mistake. */
  private static final int MOST_NAMES = 1000;

  /** With fewer lines than this, reading is over before a bar is of use. */
  private static final long LINES_WORTH_A_BAR = 200_000;

  private static final int LINES_BETWEEN_STEPS = 10_000;

  private final Path file;
  private final Missing missing;
  private final long lines;
  private final CsvHead head;
  private final Optional<CsvColumn> label;
  private final List<CsvColumn> features = new ArrayList<>();
  private int dropped;

  CsvReader(Path file, CsvFormat format, ColumnRoles roles, Missing missing) {
    this.file = file;
    this.missing = missing;
    this.lines = TextScan.lines(file);
    this.head = CsvHead.of(file, format, roles.label());
    Set<Integer> taken = new HashSet<>();
    int labelIndex = roles.label().map(name -> take(taken, name, "the label")).orElse(-1);
    roles.ignored().forEach(name -> take(taken, name, "the ignored columns"));
    Set<Integer> categories = new HashSet<>();
    roles.categories().forEach(name -> take(categories, name, "the categories"));
    for (int column : featureColumns(roles, taken)) {
      features.add(column(column, categories.contains(column)));
      categories.remove(column);
    }
    if (!categories.isEmpty()) {
      throw new DataException(
          file
              + ": column '"
              + head.columns().get(categories.iterator().next())
              + "' is among the categories, but is not a feature");
    }
    this.label =
        labelIndex < 0
            ? Optional.empty()
            : Optional.of(column(labelIndex, roles.task() == Task.CLASSES));
    requireMemory();
  }

  private int take(Set<Integer> taken, String name, String role) {
    int index = head.index(name, role);
    if (!taken.add(index)) {
      throw new DataException(
          file + ": column '" + name + "' is named twice, expected one role for each column");
    }
    return index;
  }

  private List<Integer> featureColumns(ColumnRoles roles, Set<Integer> taken) {
    List<Integer> indices = new ArrayList<>();
    for (String name : roles.features()) {
      indices.add(take(taken, name, "the features"));
    }
    for (int i = 0; roles.features().isEmpty() && i < head.columns().size(); i++) {
      if (!taken.contains(i)) {
        indices.add(i);
      }
    }
    if (indices.isEmpty()) {
      throw new DataException(
          file
              + ": has no column left to predict from, expected at least one beside the label;"
              + " found "
              + head.columns().size()
              + " separated by "
              + (head.delimiter() == '\t' ? "tabulators" : "'" + head.delimiter() + "'"));
    }
    return indices;
  }

  private CsvColumn column(int index, boolean category) {
    String name = head.columns().get(index);
    if (name.isEmpty()) {
      throw new DataException(
          String.format(
              "%s: the header has no name for column %d, which often holds row numbers; name it,"
                  + " or leave column %d out",
              file, index + 1, index + 1));
    }
    return new CsvColumn(name, index, category, Math.toIntExact(lines));
  }

  private void requireMemory() {
    long bytes = lines * Float.BYTES * features.size();
    long most = Runtime.getRuntime().maxMemory() / 4; // Raw, encoded, split, and room to work.
    if (bytes > most) {
      throw new DataException(
          String.format(
              "%s: %d lines of %d features take %d MiB, expected at most %d MiB with this heap;"
                  + " give Java more memory, or ignore columns",
              file, lines, features.size(), bytes >> 20, most >> 20));
    }
  }

  CsvTable table() {
    int rows = 0;
    try (CsvRows cells = CsvRows.open(file, head.delimiter());
        ProgressBar bar = bar()) {
      if (head.named()) {
        cells.next();
      }
      while (cells.next()) {
        if (read(cells)) {
          rows++;
        } else {
          dropped++;
          int kept = rows;
          features.forEach(column -> column.cutTo(kept));
          label.ifPresent(column -> column.cutTo(kept));
        }
        if (bar != null && cells.line() % LINES_BETWEEN_STEPS == 0) {
          bar.stepTo(cells.line());
        }
      }
    }
    if (rows == 0) {
      throw new DataException(
          file
              + (dropped > 0
                  ? ": every row lacks a value, so that none is left"
                  : ": expected rows below the header, found none"));
    }
    features.forEach(CsvColumn::trim);
    label.ifPresent(CsvColumn::trim);
    return new CsvTable(file, rows, dropped, features, label);
  }

  private ProgressBar bar() {
    if (lines < LINES_WORTH_A_BAR) {
      return null;
    }
    return new ProgressBarBuilder()
        .setTaskName("reading " + file.getFileName())
        .setInitialMax(lines)
        // No colours: they would be control characters in a log file.
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" lines", 1)
        .build();
  }

  /** Adds a row; false if a value is missing and the row is to be left out. */
  private boolean read(CsvRows cells) {
    if (cells.width() != head.columns().size()) {
      throw new DataException(
          String.format(
              "%s: line %d: expected %d cells as in the first line, found %d",
              file, cells.line(), head.columns().size(), cells.width()));
    }
    for (CsvColumn column : features) {
      if (!add(column, cells, missing)) {
        return false;
      }
    }
    return label.isEmpty() || addLabel(label.get(), cells);
  }

  private boolean addLabel(CsvColumn column, CsvRows cells) {
    return add(column, cells, missing == Missing.MEAN ? Missing.REFUSE : missing);
  }

  private boolean add(CsvColumn column, CsvRows cells, Missing policy) {
    String cell = cells.cell(column.index());
    // Most cells are numbers; only the others can stand for a missing value.
    float number = column.isCategory() ? Float.NaN : Numbers.parse(cell);
    if (Float.isFinite(number)) {
      column.add(number);
      return true;
    }
    if (Missing.is(cell)) {
      if (policy == Missing.REFUSE) {
        throw at(column, cells, missingRemedy(column));
      }
      column.add(Float.NaN);
      return policy == Missing.MEAN;
    }
    if (!column.isCategory()) {
      throw at(column, cells, numberRemedy(column, cell, number));
    }
    column.addName(cell);
    if (column.distinct() > MOST_NAMES) {
      throw at(column, cells, namesRemedy(column));
    }
    return true;
  }

  private DataException at(CsvColumn column, CsvRows cells, String what) {
    return new DataException(
        file + ": line " + cells.line() + ", column '" + column.name() + "': " + what);
  }

  private boolean isLabel(CsvColumn column) {
    return label.isPresent() && label.get() == column;
  }

  private String missingRemedy(CsvColumn column) {
    return isLabel(column)
        ? "the label is missing; leave such rows out with missing: drop"
        : "the value is missing; leave such rows out with missing: drop, or take the column's mean"
            + " with missing: mean";
  }

  private String numberRemedy(CsvColumn column, String cell, float number) {
    if (Float.isInfinite(number)) {
      return "expected a number within +-3.4e38, found " + cell;
    }
    return "expected a number with a decimal point, found \""
        + cell
        + "\""
        + (isLabel(column)
            ? "; for classes use task: classes"
            : "; if the column holds names, make it a category, otherwise ignore it");
  }

  private String namesRemedy(CsvColumn column) {
    return isLabel(column)
        ? "more than "
            + MOST_NAMES
            + " different labels; if they are numbers to be predicted, use task: values"
        : "more than " + MOST_NAMES + " different names, expected fewer in a category; ignore it";
  }
}
