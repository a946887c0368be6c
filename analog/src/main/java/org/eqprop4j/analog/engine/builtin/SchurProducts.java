package org.eqprop4j.analog.engine.builtin;

import java.util.BitSet;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SharedMatrix;
import org.eqprop4j.analog.kernel.SparseMatrix;

/**
 * What the leaves' reciprocal diagonals are multiplied with to give the Schur complement on the
 * others: in row {@code i (i + 1) / 2 + j} minus the products of rows i and j of the coupling.
 */
final class SchurProducts {
  final SharedMatrix matrix;
  private final SharedMatrix coupling;

  SchurProducts(SharedMatrix coupling, BitSet[] leavesOfOthers) {
    this.coupling = coupling;
    int others = coupling.rows();
    int rows = Math.toIntExact(others * (others + 1L) / 2);
    if (coupling instanceof PanelMatrix) {
      matrix = new PanelMatrix(rows, coupling.columns());
      return;
    }
    BitSet[] places = new BitSet[rows];
    for (int i = 0; i < others; i++) {
      for (int j = 0; j <= i; j++) {
        BitSet both = (BitSet) leavesOfOthers[i].clone();
        both.and(leavesOfOthers[j]);
        places[row(i, j)] = both;
      }
    }
    matrix = new SparseMatrix(places, coupling.columns());
  }

  /** Place of the value of others i and j, i at least j, in a triangle packed by rows. */
  static int row(int i, int j) {
    return i * (i + 1) / 2 + j;
  }

  /** Sets the products of others from {@code from} (inclusive) to {@code to} (exclusive). */
  void set(int from, int to) {
    for (int i = from; i < to; i++) {
      for (int j = 0; j <= i; j++) {
        if (matrix instanceof PanelMatrix products) {
          setDense(products, (PanelMatrix) coupling, i, j);
        } else {
          setSparse((SparseMatrix) matrix, i, j);
        }
      }
    }
  }

  private static void setDense(PanelMatrix products, PanelMatrix coupling, int i, int j) {
    double[] values = products.values();
    double[] c = coupling.values();
    int at = products.index(row(i, j), 0);
    int step = products.step(row(i, j));
    int ci = coupling.index(i, 0);
    int cj = coupling.index(j, 0);
    int stepI = coupling.step(i);
    int stepJ = coupling.step(j);
    for (int h = 0; h < coupling.columns(); h++) {
      values[at + h * step] = -c[ci + h * stepI] * c[cj + h * stepJ];
    }
  }

  private void setSparse(SparseMatrix products, int i, int j) {
    int row = row(i, j);
    for (int at = products.begin(row); at < products.begin(row + 1); at++) {
      int h = products.columnOf(at);
      products.values()[at] = -coupling.get(i, h) * coupling.get(j, h);
    }
  }
}
