package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Factors dense symmetric matrices as L D L' and solves with them. The factor holds -L below its
 * diagonal, packed by rows, one vector of lanes after the other: what belongs to a vector stands
 * together and fits into the nearest cache, where rows of all lanes would be too far apart. A
 * method for each row, called often enough that Java soon compiles it.
 */
final class VectorTriangle {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();

  private VectorTriangle() {}

  /** Where row i begins in a triangle without its diagonal. */
  private static int row(int i) {
    return i * (i - 1) / 2;
  }

  static void factor(double[] lower, double[] factor, double[] pivotInverse, int n) {
    for (int l = 0; l < LANES; l += N) {
      int of = l * row(n);
      for (int i = 0; i < n; i++) {
        int at = i * (i + 1) / 2 * LANES + l;
        int j = 0;
        for (; j + 2 <= i; j += 2) {
          reduceTwo(lower, at + j * LANES, factor, of, i, j);
        }
        if (j < i) {
          reduce(lower, at + j * LANES, factor, of, i, j);
        }
        scaleRow(lower, at + i * LANES, factor, of + row(i) * N, pivotInverse, i, l);
      }
    }
  }

  /** Values j and j + 1 of row i, not scaled yet: both sums share the row's values before them. */
  private static void reduceTwo(double[] lower, int at, double[] factor, int of, int i, int j) {
    DoubleVector s0 = fromArray(DOUBLES, lower, at);
    DoubleVector s1 = fromArray(DOUBLES, lower, at + LANES);
    int a = of + row(i) * N;
    int b = of + row(j) * N;
    int c = of + row(j + 1) * N;
    int end = a + j * N;
    while (a < end) {
      DoubleVector v = fromArray(DOUBLES, factor, a);
      s0 = v.fma(fromArray(DOUBLES, factor, b), s0);
      s1 = v.fma(fromArray(DOUBLES, factor, c), s1);
      a += N;
      b += N;
      c += N;
    }
    s0.intoArray(factor, a);
    s0.fma(fromArray(DOUBLES, factor, c), s1).intoArray(factor, a + N);
  }

  private static void reduce(double[] lower, int at, double[] factor, int of, int i, int j) {
    DoubleVector sum = fromArray(DOUBLES, lower, at);
    int a = of + row(i) * N;
    int b = of + row(j) * N;
    int end = a + j * N;
    while (a < end) {
      sum = fromArray(DOUBLES, factor, a).fma(fromArray(DOUBLES, factor, b), sum);
      a += N;
      b += N;
    }
    sum.intoArray(factor, a);
  }

  /** Divides a row by the pivots of its columns, and finds its own. */
  private static void scaleRow(
      double[] lower, int diagonal, double[] factor, int a, double[] pivotInverse, int i, int l) {
    DoubleVector pivot = fromArray(DOUBLES, lower, diagonal);
    for (int j = 0; j < i; j++) {
      DoubleVector v = fromArray(DOUBLES, factor, a + j * N);
      DoubleVector scaled = v.mul(fromArray(DOUBLES, pivotInverse, j * LANES + l)).neg();
      pivot = scaled.fma(v, pivot);
      scaled.intoArray(factor, a + j * N);
    }
    broadcast(DOUBLES, 1).div(pivot).intoArray(pivotInverse, i * LANES + l);
  }

  /** Two vectors at a time: with one, each sum would wait for its last product. */
  static void solve(double[] factor, double[] pivotInverse, int n, double[] x, int at) {
    int apart = N * row(n);
    for (int l = 0; l < LANES; l += 2 * N) {
      int of = l * row(n);
      for (int i = 1; i < n; i++) {
        forward(factor, of + row(i) * N, apart, i, x, at + l);
      }
      for (int i = n - 1; i >= 0; i--) {
        backward(factor, of, apart, i, n, pivotInverse, x, at + l, l);
      }
    }
  }

  private static void forward(double[] factor, int a, int apart, int i, double[] x, int at) {
    int o = at + i * LANES;
    DoubleVector s0 = fromArray(DOUBLES, x, o);
    DoubleVector s1 = fromArray(DOUBLES, x, o + N);
    int p = a;
    for (int q = at; q < o; q += LANES) {
      s0 = fromArray(DOUBLES, factor, p).fma(fromArray(DOUBLES, x, q), s0);
      s1 = fromArray(DOUBLES, factor, p + apart).fma(fromArray(DOUBLES, x, q + N), s1);
      p += N;
    }
    s0.intoArray(x, o);
    s1.intoArray(x, o + N);
  }

  private static void backward(
      double[] factor,
      int of,
      int apart,
      int i,
      int n,
      double[] pivotInverse,
      double[] x,
      int at,
      int l) {
    int o = at + i * LANES;
    DoubleVector s0 = fromArray(DOUBLES, x, o).mul(fromArray(DOUBLES, pivotInverse, i * LANES + l));
    DoubleVector s1 =
        fromArray(DOUBLES, x, o + N).mul(fromArray(DOUBLES, pivotInverse, i * LANES + l + N));
    int p = of + (row(i + 1) + i) * N;
    for (int k = i + 1; k < n; k++) {
      int q = at + k * LANES;
      s0 = fromArray(DOUBLES, factor, p).fma(fromArray(DOUBLES, x, q), s0);
      s1 = fromArray(DOUBLES, factor, p + apart).fma(fromArray(DOUBLES, x, q + N), s1);
      p += k * N;
    }
    s0.intoArray(x, o);
    s1.intoArray(x, o + N);
  }
}
