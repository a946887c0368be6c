package org.eqprop4j.analog.kernel;

/**
 * A dense matrix in single precision, for products that need no more: half the memory, twice the
 * values in a vector. Columns in blocks, in a block panels of eight rows with the eight values of a
 * column side by side, so that a product reads the values one after the other. Rows are padded with
 * zeros to whole panels.
 */
public final class SingleMatrix {
  static final int PANEL = 8;

  /** Columns in a block: with 32 lanes, their part of x takes 16 kB of the nearest cache. */
  static final int BLOCK = 128;

  private final int rows;
  private final int columns;
  private final float[] values;

  /** A matrix of zeros. */
  public SingleMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new float[Math.multiplyExact(paddedRows(), columns)];
  }

  public int columns() {
    return columns;
  }

  /** The rows and those of zeros behind them that fill the last panel. */
  public int paddedRows() {
    return (rows + PANEL - 1) / PANEL * PANEL;
  }

  float[] values() {
    return values;
  }

  /** Where the values of a panel's rows begin in the block that begins with a column. */
  int panel(int firstRow, int firstColumn) {
    return firstColumn * paddedRows() + firstRow * Math.min(BLOCK, columns - firstColumn);
  }

  /** Takes over some rows of a matrix of the same size, rounded. */
  public void set(PanelMatrix original, int fromRow, int toRow) {
    for (int r = fromRow; r < toRow; r++) {
      int step = original.step(r);
      for (int c = 0; c < columns; c += BLOCK) {
        int from = original.index(r, c);
        int to = panel(r - r % PANEL, c) + r % PANEL;
        for (int i = 0; i < Math.min(BLOCK, columns - c); i++) {
          values[to + i * PANEL] = (float) original.values()[from + i * step];
        }
      }
    }
  }
}
