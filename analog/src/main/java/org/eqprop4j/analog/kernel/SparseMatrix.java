package org.eqprop4j.analog.kernel;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A matrix most of whose values are always 0: row by row the others, in the order of their columns.
 */
public final class SparseMatrix extends SharedMatrix {
  /** Where each row begins, and behind the last one where it ends. */
  private final int[] start;

  private final int[] column;

  /** Of a transpose, where each value stands in the original; else null. */
  private int[] origin;

  /**
   * A matrix of zeros.
   *
   * @param places for each row the columns of values that can be other than 0
   */
  public SparseMatrix(BitSet[] places, int columns) {
    super(places.length, columns, Arrays.stream(places).mapToInt(BitSet::cardinality).sum());
    start = new int[places.length + 1];
    column = new int[values().length];
    int at = 0;
    for (int r = 0; r < places.length; r++) {
      start[r] = at;
      for (int c = places[r].nextSetBit(0); c >= 0; c = places[r].nextSetBit(c + 1)) {
        column[at++] = c;
      }
    }
    start[places.length] = at;
  }

  /** Where a row begins in {@link #values}; it ends where the next one begins. */
  public int begin(int row) {
    return start[row];
  }

  /** The column of the value at a place in {@link #values}. */
  public int columnOf(int at) {
    return column[at];
  }

  /** Where each row begins in {@link #values} and {@link #column}, and where the last one ends. */
  int[] start() {
    return start;
  }

  /** The column of each value. */
  int[] column() {
    return column;
  }

  @Override
  public int index(int row, int at) {
    int found = Arrays.binarySearch(column, start[row], start[row + 1], at);
    return Math.max(found, -1);
  }

  @Override
  public SharedMatrix newTransposed() {
    BitSet[] places = new BitSet[columns()];
    Arrays.setAll(places, c -> new BitSet(rows()));
    for (int r = 0; r < rows(); r++) {
      for (int i = start[r]; i < start[r + 1]; i++) {
        places[column[i]].set(r);
      }
    }
    SparseMatrix transposed = new SparseMatrix(places, rows());
    transposed.origin = new int[column.length];
    for (int r = 0; r < columns(); r++) {
      for (int i = transposed.start[r]; i < transposed.start[r + 1]; i++) {
        transposed.origin[i] = index(transposed.column[i], r);
      }
    }
    return transposed;
  }

  @Override
  public void setTransposed(SharedMatrix original, int fromRow, int toRow) {
    for (int i = start[fromRow]; i < start[toRow]; i++) {
      values()[i] = original.values()[origin[i]];
    }
  }

  @Override
  public void addMagnitudes(double[] x, int xAt, double[] out, int outAt, int fromRow, int toRow) {
    for (int r = fromRow; r < toRow; r++) {
      double sum = 0;
      for (int i = start[r]; i < start[r + 1]; i++) {
        sum += Math.abs(values()[i]) * x[xAt + column[i]];
      }
      out[outAt + r] += sum;
    }
  }
}
