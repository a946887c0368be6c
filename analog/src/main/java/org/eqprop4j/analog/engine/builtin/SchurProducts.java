package org.eqprop4j.analog.engine.builtin;

import java.util.BitSet;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SharedMatrix;
import org.eqprop4j.analog.kernel.SparseMatrix;

/**
 * What the leaves' reciprocal diagonals are multiplied with to give the Schur complement on the
 * others: in row {@code i (i + 1) / 2 + j} minus the products of rows i and j of the coupling.
 *
 * <p>The tiles of each thread have their own: making it takes less time than reading what another
 * thread has made, and of a small system it is the largest part.
 */
final class SchurProducts {
  private static final int PANEL = PanelMatrix.PANEL;

  private final ReducedSystem system;
  private final SharedMatrix coupling;
  private final SharedMatrix matrix;

  /** Of each row of the products: the two rows of the coupling. */
  private final int[] high;

  private final int[] low;

  /** The parameters that it was made of, see {@link ReducedSystem#version}. */
  private long version;

  SchurProducts(ReducedSystem system) {
    this.system = system;
    coupling = system.coupling;
    int others = coupling.rows();
    int rows = Math.toIntExact(others * (others + 1L) / 2);
    high = new int[rows];
    low = new int[rows];
    for (int i = 0; i < others; i++) {
      for (int j = 0; j <= i; j++) {
        high[row(i, j)] = i;
        low[row(i, j)] = j;
      }
    }
    matrix =
        coupling instanceof PanelMatrix
            ? new PanelMatrix(rows, coupling.columns())
            : new SparseMatrix(places(system.leavesOfOthers), coupling.columns());
  }

  private BitSet[] places(BitSet[] leavesOfOthers) {
    BitSet[] places = new BitSet[high.length];
    for (int row = 0; row < places.length; row++) {
      places[row] = (BitSet) leavesOfOthers[high[row]].clone();
      places[row].and(leavesOfOthers[low[row]]);
    }
    return places;
  }

  /** Place of the value of others i and j, i at least j, in a triangle packed by rows. */
  static int row(int i, int j) {
    return i * (i + 1) / 2 + j;
  }

  /** The products of the present parameters. */
  SharedMatrix matrix() {
    if (version != system.version()) {
      if (matrix instanceof PanelMatrix products) {
        setDense(products, (PanelMatrix) coupling);
      } else {
        setSparse((SparseMatrix) matrix);
      }
      version = system.version();
    }
    return matrix;
  }

  private void setDense(PanelMatrix products, PanelMatrix coupling) {
    int row = 0;
    while (row < products.rows()) {
      // A later row of the coupling stands in no panel if an earlier one does not.
      int last = row + PANEL - 1;
      if (last < products.rows()
          && products.step(last) == PANEL
          && coupling.step(high[last]) == PANEL) {
        setPanel(products, coupling, row);
        row += PANEL;
      } else {
        setRow(products, coupling, row);
        row++;
      }
    }
  }

  /** Four rows that stand side by side, of rows that do too. */
  private void setPanel(PanelMatrix products, PanelMatrix coupling, int row) {
    double[] values = products.values();
    double[] c = coupling.values();
    int i0 = coupling.index(high[row], 0);
    int j0 = coupling.index(low[row], 0);
    int i1 = coupling.index(high[row + 1], 0);
    int j1 = coupling.index(low[row + 1], 0);
    int i2 = coupling.index(high[row + 2], 0);
    int j2 = coupling.index(low[row + 2], 0);
    int i3 = coupling.index(high[row + 3], 0);
    int j3 = coupling.index(low[row + 3], 0);
    int at = products.index(row, 0);
    for (int h = 0; h < PANEL * coupling.columns(); h += PANEL) {
      values[at + h] = -c[i0 + h] * c[j0 + h];
      values[at + h + 1] = -c[i1 + h] * c[j1 + h];
      values[at + h + 2] = -c[i2 + h] * c[j2 + h];
      values[at + h + 3] = -c[i3 + h] * c[j3 + h];
    }
  }

  private void setRow(PanelMatrix products, PanelMatrix coupling, int row) {
    double[] values = products.values();
    double[] c = coupling.values();
    int at = products.index(row, 0);
    int step = products.step(row);
    int i = coupling.index(high[row], 0);
    int j = coupling.index(low[row], 0);
    int stepI = coupling.step(high[row]);
    int stepJ = coupling.step(low[row]);
    for (int h = 0; h < coupling.columns(); h++) {
      values[at + h * step] = -c[i + h * stepI] * c[j + h * stepJ];
    }
  }

  private void setSparse(SparseMatrix products) {
    for (int row = 0; row < products.rows(); row++) {
      for (int at = products.begin(row); at < products.begin(row + 1); at++) {
        int h = products.columnOf(at);
        products.values()[at] = -coupling.get(high[row], h) * coupling.get(low[row], h);
      }
    }
  }
}
