package org.eqprop4j.analog.kernel;

/**
 * A dense matrix in the order in which {@link Kernels#multiplyAdd} reads it: panels of four rows
 * with the four values of a column side by side, then the rows that are left.
 */
public final class PanelMatrix extends SharedMatrix {
  /** Rows of a panel. */
  public static final int PANEL = 4;

  private final int panelled;

  /** A matrix of zeros. */
  public PanelMatrix(int rows, int columns) {
    super(rows, columns, Math.multiplyExact(rows, columns));
    this.panelled = rows - rows % PANEL;
  }

  /** Number of rows that stand in panels. */
  int panelled() {
    return panelled;
  }

  @Override
  public int index(int row, int column) {
    return row < panelled
        ? (row - row % PANEL) * columns() + column * PANEL + row % PANEL
        : row * columns() + column;
  }

  /** How far the values of neighbouring columns of a row stand apart. */
  public int step(int row) {
    return row < panelled ? PANEL : 1;
  }

  /**
   * Sets some columns of all rows, from {@code first} on.
   *
   * @param from where each row's values stand side by side
   * @param rowAt the first one's place there, for each row
   * @param count number of columns
   */
  public void setColumns(double[] from, int[] rowAt, int first, int count) {
    double[] to = values();
    for (int r = 0; r < panelled; r += PANEL) {
      int at = index(r, first);
      int r0 = rowAt[r];
      int r1 = rowAt[r + 1];
      int r2 = rowAt[r + 2];
      int r3 = rowAt[r + 3];
      for (int c = 0; c < count; c++) {
        to[at + c * PANEL] = from[r0 + c];
        to[at + c * PANEL + 1] = from[r1 + c];
        to[at + c * PANEL + 2] = from[r2 + c];
        to[at + c * PANEL + 3] = from[r3 + c];
      }
    }
    for (int r = panelled; r < rows(); r++) {
      System.arraycopy(from, rowAt[r], to, index(r, first), count);
    }
  }

  @Override
  public SharedMatrix newTransposed() {
    return new PanelMatrix(columns(), rows());
  }

  @Override
  public void setTransposed(SharedMatrix original, int fromRow, int toRow) {
    PanelMatrix from = (PanelMatrix) original;
    for (int c = 0; c < columns(); c++) {
      int at = from.index(c, 0);
      int step = from.step(c);
      for (int r = fromRow; r < toRow; r++) {
        values()[index(r, c)] = from.values()[at + r * step];
      }
    }
  }

  @Override
  public void addMagnitudes(double[] x, int xAt, double[] out, int outAt, int fromRow, int toRow) {
    int r = fromRow;
    while (r < toRow) {
      if (r % PANEL == 0 && r + PANEL <= Math.min(toRow, panelled)) {
        addPanelMagnitudes(x, xAt, out, outAt + r, r * columns());
        r += PANEL;
      } else {
        out[outAt + r] += rowMagnitude(x, xAt, r);
        r++;
      }
    }
  }

  /** Four sums at a time, none of which waits for another. */
  private void addPanelMagnitudes(double[] x, int xAt, double[] out, int o, int at) {
    double[] a = values();
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int p = at;
    for (int c = xAt; c < xAt + columns(); c++) {
      s0 += Math.abs(a[p]) * x[c];
      s1 += Math.abs(a[p + 1]) * x[c];
      s2 += Math.abs(a[p + 2]) * x[c];
      s3 += Math.abs(a[p + 3]) * x[c];
      p += PANEL;
    }
    out[o] += s0;
    out[o + 1] += s1;
    out[o + 2] += s2;
    out[o + 3] += s3;
  }

  private double rowMagnitude(double[] x, int xAt, int row) {
    int at = index(row, 0);
    int step = step(row);
    double sum = 0;
    for (int c = 0; c < columns(); c++) {
      sum += Math.abs(values()[at + c * step]) * x[xAt + c];
    }
    return sum;
  }
}
