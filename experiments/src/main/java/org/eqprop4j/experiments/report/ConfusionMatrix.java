package org.eqprop4j.experiments.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * How often each class was taken for which, as a CSV table whose first row and column name the
 * classes.
 */
public final class ConfusionMatrix {
  private static final String CORNER = "true \\ predicted";

  private final List<String> classes;
  private final long[][] counts;

  /**
   * A matrix without entries.
   *
   * @param classes names of the classes, without commas and line breaks
   */
  public ConfusionMatrix(List<String> classes) {
    for (String name : classes) {
      if (name.isBlank() || name.matches("(?s).*[,\\r\\n].*")) {
        throw new IllegalArgumentException("\"" + name + "\" cannot name a class in a CSV table");
      }
    }
    this.classes = List.copyOf(classes);
    this.counts = new long[classes.size()][classes.size()];
  }

  /**
   * A matrix of counts.
   *
   * @param counts by true class (row) and predicted class (column)
   */
  public static ConfusionMatrix of(List<String> classes, int[][] counts) {
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts.length; column++) {
        matrix.counts[row][column] = counts[row][column];
      }
    }
    return matrix;
  }

  /** Counts one sample. */
  public void add(int trueClass, int predictedClass) {
    counts[trueClass][predictedClass]++;
  }

  /** Names of the classes. */
  public List<String> classes() {
    return classes;
  }

  /** How many samples of a class were taken for another, or the same. */
  public long count(int trueClass, int predictedClass) {
    return counts[trueClass][predictedClass];
  }

  /** Writes the table. */
  public void write(Path file) throws IOException {
    StringBuilder csv = new StringBuilder(CORNER);
    classes.forEach(name -> csv.append(',').append(name));
    csv.append('\n');
    for (int row = 0; row < classes.size(); row++) {
      csv.append(classes.get(row));
      for (long count : counts[row]) {
        csv.append(',').append(count);
      }
      csv.append('\n');
    }
    AtomicFiles.text(file, csv.toString());
  }

  /**
   * Reads a table.
   *
   * @throws IOException also if it is not such a table; the message names the row
   */
  public static ConfusionMatrix read(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(List.of(line.split(",", -1)));
    }
    if (rows.size() < 2 || rows.get(0).size() != rows.size()) {
      throw new IOException(file + ": expected as many rows as columns, with the classes' names");
    }
    ConfusionMatrix matrix = new ConfusionMatrix(rows.get(0).subList(1, rows.size()));
    for (int row = 1; row < rows.size(); row++) {
      List<String> cells = rows.get(row);
      try {
        for (int column = 1; column < rows.size(); column++) {
          matrix.counts[row - 1][column - 1] = Long.parseLong(cells.get(column));
        }
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new IOException(file + ": row " + (row + 1) + " is damaged: " + cells, e);
      }
    }
    return matrix;
  }
}
