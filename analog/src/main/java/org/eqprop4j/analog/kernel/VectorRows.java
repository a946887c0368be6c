package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes over all rows of some lanes, several vectors at a time: rows are read one after the other,
 * as they stand in memory, and sums stay in registers.
 */
final class VectorRows {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();

  private VectorRows() {}

  /** Four vectors from lane {@code l} on. */
  static void sumProducts(double[] x, double[] y, int rows, double[] out, int l) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int i = l; i < rows * LANES; i += LANES) {
      s0 = fromArray(DOUBLES, x, i).fma(fromArray(DOUBLES, y, i), s0);
      s1 = fromArray(DOUBLES, x, i + N).fma(fromArray(DOUBLES, y, i + N), s1);
      s2 = fromArray(DOUBLES, x, i + 2 * N).fma(fromArray(DOUBLES, y, i + 2 * N), s2);
      s3 = fromArray(DOUBLES, x, i + 3 * N).fma(fromArray(DOUBLES, y, i + 3 * N), s3);
    }
    s0.intoArray(out, l);
    s1.intoArray(out, l + N);
    s2.intoArray(out, l + 2 * N);
    s3.intoArray(out, l + 3 * N);
  }

  /** Two vectors from lane {@code l} on. */
  static void energy(
      double[] x, double[] g, double[] b, int rows, double[] sum, double[] magnitude, int l) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector m0 = s0;
    DoubleVector m1 = s0;
    for (int i = l; i < rows * LANES; i += LANES) {
      DoubleVector t0 =
          fromArray(DOUBLES, g, i).sub(fromArray(DOUBLES, b, i)).mul(fromArray(DOUBLES, x, i));
      DoubleVector t1 =
          fromArray(DOUBLES, g, i + N)
              .sub(fromArray(DOUBLES, b, i + N))
              .mul(fromArray(DOUBLES, x, i + N));
      s0 = s0.add(t0);
      s1 = s1.add(t1);
      m0 = m0.add(t0.abs());
      m1 = m1.add(t1.abs());
    }
    s0.mul(0.5).intoArray(sum, l);
    s1.mul(0.5).intoArray(sum, l + N);
    m0.mul(0.5).intoArray(magnitude, l);
    m1.mul(0.5).intoArray(magnitude, l + N);
  }

  /** Four vectors from lane {@code l} on. */
  static void largest(double[] x, double[] factor, int rows, double[] out, int l) {
    DoubleVector m0 = DoubleVector.zero(DOUBLES);
    DoubleVector m1 = m0;
    DoubleVector m2 = m0;
    DoubleVector m3 = m0;
    for (int r = 0; r < rows; r++) {
      int i = r * LANES + l;
      DoubleVector f = broadcast(DOUBLES, factor[r]);
      m0 = m0.max(fromArray(DOUBLES, x, i).abs().mul(f));
      m1 = m1.max(fromArray(DOUBLES, x, i + N).abs().mul(f));
      m2 = m2.max(fromArray(DOUBLES, x, i + 2 * N).abs().mul(f));
      m3 = m3.max(fromArray(DOUBLES, x, i + 3 * N).abs().mul(f));
    }
    m0.intoArray(out, l);
    m1.intoArray(out, l + N);
    m2.intoArray(out, l + 2 * N);
    m3.intoArray(out, l + 3 * N);
  }

  /** Two vectors from lane {@code l} on. */
  static void scaleLanes(double[] factor, double[] x, int rows, double[] out, int l) {
    DoubleVector f0 = fromArray(DOUBLES, factor, l);
    DoubleVector f1 = fromArray(DOUBLES, factor, l + N);
    VectorMask<Double> none0 = f0.compare(VectorOperators.EQ, 0);
    VectorMask<Double> none1 = f1.compare(VectorOperators.EQ, 0);
    for (int i = l; i < rows * LANES; i += LANES) {
      fromArray(DOUBLES, x, i).mul(f0).blend(0, none0).intoArray(out, i);
      fromArray(DOUBLES, x, i + N).mul(f1).blend(0, none1).intoArray(out, i + N);
    }
  }

  /** Two vectors from lane {@code l} on. */
  static void copyLanes(double[] chosen, double[] x, int rows, double[] out, int l) {
    VectorMask<Double> keep0 = fromArray(DOUBLES, chosen, l).compare(VectorOperators.EQ, 0);
    VectorMask<Double> keep1 = fromArray(DOUBLES, chosen, l + N).compare(VectorOperators.EQ, 0);
    for (int i = l; i < rows * LANES; i += LANES) {
      fromArray(DOUBLES, x, i).blend(fromArray(DOUBLES, out, i), keep0).intoArray(out, i);
      fromArray(DOUBLES, x, i + N)
          .blend(fromArray(DOUBLES, out, i + N), keep1)
          .intoArray(out, i + N);
    }
  }

  /** Two vectors from lane {@code l} on. */
  static void gather(
      double[] factor,
      double[] offset,
      int[] row,
      int from,
      int count,
      double[] x,
      double[] out,
      int l) {
    for (int r = 0; r < count; r++) {
      DoubleVector f = broadcast(DOUBLES, factor[from + r]);
      DoubleVector minus = broadcast(DOUBLES, -offset[from + r]);
      int i = row[from + r] * LANES + l;
      int o = r * LANES + l;
      fromArray(DOUBLES, x, i).fma(f, minus).intoArray(out, o);
      fromArray(DOUBLES, x, i + N).fma(f, minus).intoArray(out, o + N);
    }
  }

  /** Two vectors from lane {@code l} on. */
  static void scatter(
      double[] factor, int[] row, int from, int count, double[] x, double[] out, int l) {
    for (int r = 0; r < count; r++) {
      DoubleVector f = broadcast(DOUBLES, factor[from + r]);
      int i = r * LANES + l;
      int o = row[from + r] * LANES + l;
      fromArray(DOUBLES, x, i).fma(f, fromArray(DOUBLES, out, o)).intoArray(out, o);
      fromArray(DOUBLES, x, i + N).fma(f, fromArray(DOUBLES, out, o + N)).intoArray(out, o + N);
    }
  }
}
