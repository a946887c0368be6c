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
  private final ReducedSystem system;
  private final SharedMatrix coupling;
  private final SharedMatrix matrix;

  /** The parameters that it was made of, see {@link ReducedSystem#version}. */
  private long version;

  SchurProducts(ReducedSystem system) {
    this.system = system;
    coupling = system.coupling;
    int others = coupling.rows();
    int rows = Math.toIntExact(others * (others + 1L) / 2);
    if (coupling instanceof PanelMatrix) {
      matrix = new PanelMatrix(rows, coupling.columns());
      return;
    }
    BitSet[] places = new BitSet[rows];
    for (int i = 0; i < others; i++) {
      for (int j = 0; j <= i; j++) {
        BitSet both = (BitSet) system.leavesOfOthers[i].clone();
        both.and(system.leavesOfOthers[j]);
        places[row(i, j)] = both;
      }
    }
    matrix = new SparseMatrix(places, coupling.columns());
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

  /** Row by row of the coupling, with the products of a panel side by side. */
  private static void setDense(PanelMatrix products, PanelMatrix coupling) {
    int row = 0;
    for (int i = 0; i < coupling.rows(); i++) {
      for (int j = 0; j <= i; j++) {
        setDense(products, coupling, i, j, row++);
      }
    }
  }

  private static void setDense(PanelMatrix products, PanelMatrix coupling, int i, int j, int row) {
    double[] values = products.values();
    double[] c = coupling.values();
    int at = products.index(row, 0);
    int step = products.step(row);
    int ci = coupling.index(i, 0);
    int cj = coupling.index(j, 0);
    int stepI = coupling.step(i);
    int stepJ = coupling.step(j);
    for (int h = 0; h < coupling.columns(); h++) {
      values[at + h * step] = -c[ci + h * stepI] * c[cj + h * stepJ];
    }
  }

  private void setSparse(SparseMatrix products) {
    int row = 0;
    for (int i = 0; i < coupling.rows(); i++) {
      for (int j = 0; j <= i; j++) {
        for (int at = products.begin(row); at < products.begin(row + 1); at++) {
          int h = products.columnOf(at);
          products.values()[at] = -coupling.get(i, h) * coupling.get(j, h);
        }
        row++;
      }
    }
  }
}
