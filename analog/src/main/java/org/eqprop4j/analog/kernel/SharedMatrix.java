package org.eqprop4j.analog.kernel;

import java.util.Arrays;

/** A matrix that is the same for all samples, in one of the orders that {@link Kernels} read. */
public abstract sealed class SharedMatrix permits PanelMatrix, SparseMatrix {
  private final int rows;
  private final int columns;
  private final double[] values;

  SharedMatrix(int rows, int columns, int length) {
    this.rows = rows;
    this.columns = columns;
    this.values = new double[length];
  }

  public final int rows() {
    return rows;
  }

  public final int columns() {
    return columns;
  }

  /** The array itself, for {@link Kernels} and for those who fill it. */
  public final double[] values() {
    return values;
  }

  /** Where the value of a row and column stands; -1 if there is none, because it is always 0. */
  public abstract int index(int row, int column);

  /** The value of a row and column. */
  public final double get(int row, int column) {
    int at = index(row, column);
    return at < 0 ? 0 : values[at];
  }

  /** Multiply-adds of a product with one vector. */
  public final long size() {
    return values.length;
  }

  /** Sets every value to 0. */
  public final void clear() {
    Arrays.fill(values, 0);
  }

  /** A matrix of the same form for the transpose of this one, with values of 0. */
  public abstract SharedMatrix newTransposed();

  /** Takes the values of some rows from the matrix whose {@link #newTransposed} this is. */
  public abstract void setTransposed(SharedMatrix original, int fromRow, int toRow);

  /** {@code out[outAt + r] += sum over c of |a_rc| x[xAt + c]} for some rows. */
  public abstract void addMagnitudes(
      double[] x, int xAt, double[] out, int outAt, int fromRow, int toRow);
}
