package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static org.eqprop4j.analog.kernel.EliminationProgram.GROUP;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Carries out an {@link EliminationProgram}. Every value is summed in registers, two vectors of
 * lanes at a time, so that indices are read half as often.
 */
final class VectorElimination {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();

  private VectorElimination() {}

  static void factor(
      EliminationProgram p, double[] diagonal, double[] factor, double[] pivotInverse) {
    for (int l = 0; l < LANES; l += 2 * N) {
      int of = l / GROUP * GROUP * p.entries() + l % GROUP;
      for (int i = 0; i < p.unknowns(); i++) {
        for (int at = p.rowStart[i]; at < p.rowStart[i + 1]; at++) {
          sumProducts(p, at, factor, of);
        }
        scaleRow(p, i, factor, of, diagonal, pivotInverse, l);
      }
    }
  }

  private static void sumProducts(EliminationProgram p, int at, double[] factor, int of) {
    DoubleVector s0 = broadcast(DOUBLES, p.values()[at]);
    DoubleVector s1 = s0;
    int[] left = p.left;
    int[] right = p.right;
    int end = p.productStart[at + 1];
    for (int t = p.productStart[at]; t < end; t++) {
      int a = of + left[t] * GROUP;
      int b = of + right[t] * GROUP;
      s0 = fromArray(DOUBLES, factor, a).fma(fromArray(DOUBLES, factor, b), s0);
      s1 = fromArray(DOUBLES, factor, a + N).fma(fromArray(DOUBLES, factor, b + N), s1);
    }
    s0.intoArray(factor, of + at * GROUP);
    s1.intoArray(factor, of + at * GROUP + N);
  }

  /** Divides a row of L by the pivots of its columns, and finds its own. */
  private static void scaleRow(
      EliminationProgram p,
      int i,
      double[] factor,
      int of,
      double[] diagonal,
      double[] pivotInverse,
      int l) {
    DoubleVector d0 = fromArray(DOUBLES, diagonal, p.unknown[i] * LANES + l);
    DoubleVector d1 = fromArray(DOUBLES, diagonal, p.unknown[i] * LANES + l + N);
    int end = p.rowStart[i + 1];
    for (int at = p.rowStart[i]; at < end; at++) {
      int a = of + at * GROUP;
      int k = p.column[at] * LANES + l;
      DoubleVector v0 = fromArray(DOUBLES, factor, a);
      DoubleVector v1 = fromArray(DOUBLES, factor, a + N);
      DoubleVector scaled0 = v0.mul(fromArray(DOUBLES, pivotInverse, k)).neg();
      DoubleVector scaled1 = v1.mul(fromArray(DOUBLES, pivotInverse, k + N)).neg();
      d0 = scaled0.fma(v0, d0);
      d1 = scaled1.fma(v1, d1);
      scaled0.intoArray(factor, a);
      scaled1.intoArray(factor, a + N);
    }
    DoubleVector one = broadcast(DOUBLES, 1);
    one.div(d0).intoArray(pivotInverse, i * LANES + l);
    one.div(d1).intoArray(pivotInverse, i * LANES + l + N);
  }

  static void solve(EliminationProgram p, double[] factor, double[] pivotInverse, double[] x) {
    for (int l = 0; l < LANES; l += 2 * N) {
      int of = l / GROUP * GROUP * p.entries() + l % GROUP;
      for (int i = 0; i < p.unknowns(); i++) {
        forward(p, i, factor, of, x, l);
      }
      for (int k = p.unknowns() - 1; k >= 0; k--) {
        backward(p, k, factor, of, pivotInverse, x, l);
      }
    }
  }

  private static void forward(
      EliminationProgram p, int i, double[] factor, int of, double[] x, int l) {
    int o = p.unknown[i] * LANES + l;
    DoubleVector s0 = fromArray(DOUBLES, x, o);
    DoubleVector s1 = fromArray(DOUBLES, x, o + N);
    int end = p.rowStart[i + 1];
    for (int at = p.rowStart[i]; at < end; at++) {
      int a = of + at * GROUP;
      int b = p.unknown[p.column[at]] * LANES + l;
      s0 = fromArray(DOUBLES, factor, a).fma(fromArray(DOUBLES, x, b), s0);
      s1 = fromArray(DOUBLES, factor, a + N).fma(fromArray(DOUBLES, x, b + N), s1);
    }
    s0.intoArray(x, o);
    s1.intoArray(x, o + N);
  }

  private static void backward(
      EliminationProgram p,
      int k,
      double[] factor,
      int of,
      double[] pivotInverse,
      double[] x,
      int l) {
    int o = p.unknown[k] * LANES + l;
    DoubleVector s0 = fromArray(DOUBLES, x, o).mul(fromArray(DOUBLES, pivotInverse, k * LANES + l));
    DoubleVector s1 =
        fromArray(DOUBLES, x, o + N).mul(fromArray(DOUBLES, pivotInverse, k * LANES + l + N));
    int end = p.columnStart[k + 1];
    for (int c = p.columnStart[k]; c < end; c++) {
      int a = of + p.place[c] * GROUP;
      int b = p.unknown[p.row[c]] * LANES + l;
      s0 = fromArray(DOUBLES, factor, a).fma(fromArray(DOUBLES, x, b), s0);
      s1 = fromArray(DOUBLES, factor, a + N).fma(fromArray(DOUBLES, x, b + N), s1);
    }
    s0.intoArray(x, o);
    s1.intoArray(x, o + N);
  }
}
