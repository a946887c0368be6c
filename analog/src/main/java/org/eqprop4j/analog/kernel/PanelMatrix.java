package org.eqprop4j.analog.kernel;

import java.util.Arrays;

/**
 * A matrix that is the same for all samples, in the order in which {@link Kernels#multiplyAdd}
 * reads it: panels of four rows with the four values of a column side by side, then the rows that
 * are left.
 */
public final class PanelMatrix {
  static final int PANEL = 4;

  private final int rows;
  private final int columns;
  private final int panelled;

  /** The values; where each stands says {@link #index}. */
  private final double[] values;

  /** A matrix of zeros. */
  public PanelMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.panelled = rows - rows % PANEL;
    this.values = new double[Math.multiplyExact(rows, columns)];
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Number of rows that stand in panels. */
  int panelled() {
    return panelled;
  }

  /** The array itself, for {@link Kernels} and for those who fill it. */
  public double[] values() {
    return values;
  }

  /** Where the value of a row and column stands. */
  public int index(int row, int column) {
    return row < panelled
        ? (row - row % PANEL) * columns + column * PANEL + row % PANEL
        : row * columns + column;
  }

  /** How far the values of neighbouring columns of a row stand apart. */
  public int step(int row) {
    return row < panelled ? PANEL : 1;
  }

  /** The value of a row and column. */
  public double get(int row, int column) {
    return values[index(row, column)];
  }

  /** Adds to the value of a row and column. */
  public void add(int row, int column, double value) {
    values[index(row, column)] += value;
  }

  /** Sets every value to 0. */
  public void clear() {
    Arrays.fill(values, 0);
  }

  /** Takes the values of another matrix with rows and columns exchanged. */
  public void setTransposed(PanelMatrix other) {
    for (int c = 0; c < columns; c++) {
      int from = other.index(c, 0);
      int step = other.step(c);
      for (int r = 0; r < rows; r++) {
        values[index(r, c)] = other.values[from + r * step];
      }
    }
  }
}
