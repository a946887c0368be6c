package org.eqprop4j.analog.kernel;

import static org.eqprop4j.analog.kernel.EliminationProgram.GROUP;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;

/** Carries out an {@link EliminationProgram} in plain loops over the lanes of a group. */
final class LoopElimination {
  private LoopElimination() {}

  static void factor(
      EliminationProgram p, double[] diagonal, double[] factor, double[] pivotInverse) {
    for (int l = 0; l < LANES; l += GROUP) {
      int of = l * p.entries();
      for (int i = 0; i < p.unknowns(); i++) {
        for (int at = p.rowStart[i]; at < p.rowStart[i + 1]; at++) {
          int o = of + at * GROUP;
          Arrays.fill(factor, o, o + GROUP, p.values()[at]);
          for (int t = p.productStart[at]; t < p.productStart[at + 1]; t++) {
            addProduct(factor, of + p.left[t] * GROUP, factor, of + p.right[t] * GROUP, factor, o);
          }
        }
        int pivot = i * LANES + l;
        System.arraycopy(diagonal, p.unknown[i] * LANES + l, pivotInverse, pivot, GROUP);
        for (int at = p.rowStart[i]; at < p.rowStart[i + 1]; at++) {
          scale(factor, of + at * GROUP, pivotInverse, p.column[at] * LANES + l, pivot);
        }
        for (int g = 0; g < GROUP; g++) {
          pivotInverse[pivot + g] = 1 / pivotInverse[pivot + g];
        }
      }
    }
  }

  private static void scale(double[] factor, int at, double[] pivotInverse, int k, int pivot) {
    for (int g = 0; g < GROUP; g++) {
      double scaled = -factor[at + g] * pivotInverse[k + g];
      pivotInverse[pivot + g] += factor[at + g] * scaled;
      factor[at + g] = scaled;
    }
  }

  static void solve(EliminationProgram p, double[] factor, double[] pivotInverse, double[] x) {
    for (int l = 0; l < LANES; l += GROUP) {
      int of = l * p.entries();
      for (int i = 0; i < p.unknowns(); i++) {
        int o = p.unknown[i] * LANES + l;
        for (int at = p.rowStart[i]; at < p.rowStart[i + 1]; at++) {
          int b = p.unknown[p.column[at]] * LANES + l;
          addProduct(factor, of + at * GROUP, x, b, x, o);
        }
      }
      for (int k = p.unknowns() - 1; k >= 0; k--) {
        int o = p.unknown[k] * LANES + l;
        for (int g = 0; g < GROUP; g++) {
          x[o + g] *= pivotInverse[k * LANES + l + g];
        }
        for (int c = p.columnStart[k]; c < p.columnStart[k + 1]; c++) {
          int b = p.unknown[p.row[c]] * LANES + l;
          addProduct(factor, of + p.place[c] * GROUP, x, b, x, o);
        }
      }
    }
  }

  private static void addProduct(double[] x, int a, double[] y, int b, double[] out, int o) {
    for (int g = 0; g < GROUP; g++) {
      out[o + g] += x[a + g] * y[b + g];
    }
  }
}
