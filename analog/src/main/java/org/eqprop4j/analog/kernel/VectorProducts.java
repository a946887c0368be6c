package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a matrix that all samples share with their vectors. Sums stay in registers over a
 * block of columns; a value of the matrix, once loaded, serves all lanes before the next.
 */
final class VectorProducts {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();
  private static final int M = FLOATS.length();

  /** Columns of a product at a time: with 32 lanes, x takes 24 kB of the nearest cache. */
  private static final int BLOCK = 96;

  private VectorProducts() {}

  /** In blocks of x that stay in the nearest cache while all panels pass by. */
  static void multiplyAdd(PanelMatrix a, double[] x, int xAt, double[] out, int outAt, int width) {
    int columns = a.columns();
    for (int first = 0; first < width; first += LANES) {
      int end = Math.min(width, first + LANES);
      for (int c = 0; c < columns; c += BLOCK) {
        int count = Math.min(BLOCK, columns - c);
        block(a, c, count, x, xAt + c * width, out, outAt, width, first, end);
      }
    }
  }

  private static void block(
      PanelMatrix a,
      int c,
      int count,
      double[] x,
      int xAt,
      double[] out,
      int outAt,
      int width,
      int first,
      int end) {
    double[] values = a.values();
    int columns = a.columns();
    boolean wide = 4 * N == end - first;
    for (int r = 0; r < a.panelled(); r += PanelMatrix.PANEL) {
      int at = r * columns + c * PanelMatrix.PANEL;
      int o = outAt + r * width;
      if (wide) {
        wide(values, at, count, x, xAt + first, out, o + first, width);
      } else {
        for (int l = first; l < end; l += 2 * N) {
          panel(values, at, count, x, xAt + l, out, o + l, width);
        }
      }
    }
    for (int r = a.panelled(); r < a.rows(); r++) {
      int at = r * columns + c;
      int o = outAt + r * width;
      if (wide) {
        wideRow(values, at, count, x, xAt + first, out, o + first, width);
      } else {
        for (int l = first; l < end; l += 2 * N) {
          row(values, at, count, x, xAt + l, out, o + l, width);
        }
      }
    }
  }

  /**
   * Four rows by four vectors: sixteen sums in registers for eight loads. Needs the 32 registers of
   * processors with long vectors.
   */
  private static void wide(
      double[] a, int at, int columns, double[] x, int xAt, double[] out, int o, int width) {
    int o1 = o + width;
    int o2 = o1 + width;
    int o3 = o2 + width;
    DoubleVector s00 = fromArray(DOUBLES, out, o);
    DoubleVector s01 = fromArray(DOUBLES, out, o + N);
    DoubleVector s02 = fromArray(DOUBLES, out, o + 2 * N);
    DoubleVector s03 = fromArray(DOUBLES, out, o + 3 * N);
    DoubleVector s10 = fromArray(DOUBLES, out, o1);
    DoubleVector s11 = fromArray(DOUBLES, out, o1 + N);
    DoubleVector s12 = fromArray(DOUBLES, out, o1 + 2 * N);
    DoubleVector s13 = fromArray(DOUBLES, out, o1 + 3 * N);
    DoubleVector s20 = fromArray(DOUBLES, out, o2);
    DoubleVector s21 = fromArray(DOUBLES, out, o2 + N);
    DoubleVector s22 = fromArray(DOUBLES, out, o2 + 2 * N);
    DoubleVector s23 = fromArray(DOUBLES, out, o2 + 3 * N);
    DoubleVector s30 = fromArray(DOUBLES, out, o3);
    DoubleVector s31 = fromArray(DOUBLES, out, o3 + N);
    DoubleVector s32 = fromArray(DOUBLES, out, o3 + 2 * N);
    DoubleVector s33 = fromArray(DOUBLES, out, o3 + 3 * N);
    int p = at;
    int q = xAt;
    for (int c = 0; c < columns; c++) {
      DoubleVector x0 = fromArray(DOUBLES, x, q);
      DoubleVector x1 = fromArray(DOUBLES, x, q + N);
      DoubleVector x2 = fromArray(DOUBLES, x, q + 2 * N);
      DoubleVector x3 = fromArray(DOUBLES, x, q + 3 * N);
      DoubleVector f = broadcast(DOUBLES, a[p]);
      s00 = x0.fma(f, s00);
      s01 = x1.fma(f, s01);
      s02 = x2.fma(f, s02);
      s03 = x3.fma(f, s03);
      f = broadcast(DOUBLES, a[p + 1]);
      s10 = x0.fma(f, s10);
      s11 = x1.fma(f, s11);
      s12 = x2.fma(f, s12);
      s13 = x3.fma(f, s13);
      f = broadcast(DOUBLES, a[p + 2]);
      s20 = x0.fma(f, s20);
      s21 = x1.fma(f, s21);
      s22 = x2.fma(f, s22);
      s23 = x3.fma(f, s23);
      f = broadcast(DOUBLES, a[p + 3]);
      s30 = x0.fma(f, s30);
      s31 = x1.fma(f, s31);
      s32 = x2.fma(f, s32);
      s33 = x3.fma(f, s33);
      p += PanelMatrix.PANEL;
      q += width;
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + N);
    s02.intoArray(out, o + 2 * N);
    s03.intoArray(out, o + 3 * N);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + N);
    s12.intoArray(out, o1 + 2 * N);
    s13.intoArray(out, o1 + 3 * N);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + N);
    s22.intoArray(out, o2 + 2 * N);
    s23.intoArray(out, o2 + 3 * N);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + N);
    s32.intoArray(out, o3 + 2 * N);
    s33.intoArray(out, o3 + 3 * N);
  }

  /** Four rows by two vectors: eight sums in registers for six loads. */
  private static void panel(
      double[] a, int at, int columns, double[] x, int xAt, double[] out, int o, int width) {
    int o1 = o + width;
    int o2 = o1 + width;
    int o3 = o2 + width;
    DoubleVector s00 = fromArray(DOUBLES, out, o);
    DoubleVector s01 = fromArray(DOUBLES, out, o + N);
    DoubleVector s10 = fromArray(DOUBLES, out, o1);
    DoubleVector s11 = fromArray(DOUBLES, out, o1 + N);
    DoubleVector s20 = fromArray(DOUBLES, out, o2);
    DoubleVector s21 = fromArray(DOUBLES, out, o2 + N);
    DoubleVector s30 = fromArray(DOUBLES, out, o3);
    DoubleVector s31 = fromArray(DOUBLES, out, o3 + N);
    int p = at;
    int q = xAt;
    for (int c = 0; c < columns; c++) {
      DoubleVector x0 = fromArray(DOUBLES, x, q);
      DoubleVector x1 = fromArray(DOUBLES, x, q + N);
      DoubleVector f = broadcast(DOUBLES, a[p]);
      s00 = x0.fma(f, s00);
      s01 = x1.fma(f, s01);
      f = broadcast(DOUBLES, a[p + 1]);
      s10 = x0.fma(f, s10);
      s11 = x1.fma(f, s11);
      f = broadcast(DOUBLES, a[p + 2]);
      s20 = x0.fma(f, s20);
      s21 = x1.fma(f, s21);
      f = broadcast(DOUBLES, a[p + 3]);
      s30 = x0.fma(f, s30);
      s31 = x1.fma(f, s31);
      p += PanelMatrix.PANEL;
      q += width;
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + N);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + N);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + N);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + N);
  }

  /** One row by four vectors: four sums, so that none waits for its last product. */
  private static void wideRow(
      double[] a, int at, int columns, double[] x, int xAt, double[] out, int o, int width) {
    DoubleVector s0 = fromArray(DOUBLES, out, o);
    DoubleVector s1 = fromArray(DOUBLES, out, o + N);
    DoubleVector s2 = fromArray(DOUBLES, out, o + 2 * N);
    DoubleVector s3 = fromArray(DOUBLES, out, o + 3 * N);
    int q = xAt;
    for (int c = 0; c < columns; c++) {
      DoubleVector f = broadcast(DOUBLES, a[at + c]);
      s0 = fromArray(DOUBLES, x, q).fma(f, s0);
      s1 = fromArray(DOUBLES, x, q + N).fma(f, s1);
      s2 = fromArray(DOUBLES, x, q + 2 * N).fma(f, s2);
      s3 = fromArray(DOUBLES, x, q + 3 * N).fma(f, s3);
      q += width;
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + N);
    s2.intoArray(out, o + 2 * N);
    s3.intoArray(out, o + 3 * N);
  }

  private static void row(
      double[] a, int at, int columns, double[] x, int xAt, double[] out, int o, int width) {
    DoubleVector s0 = fromArray(DOUBLES, out, o);
    DoubleVector s1 = fromArray(DOUBLES, out, o + N);
    int q = xAt;
    for (int c = 0; c < columns; c++) {
      DoubleVector f = broadcast(DOUBLES, a[at + c]);
      s0 = fromArray(DOUBLES, x, q).fma(f, s0);
      s1 = fromArray(DOUBLES, x, q + N).fma(f, s1);
      q += width;
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + N);
  }

  static void multiplyAdd(SparseMatrix a, double[] x, int xAt, double[] out, int outAt) {
    int[] start = a.start();
    for (int r = 0; r < a.rows(); r++) {
      for (int l = 0; l < LANES; l += 4 * N) {
        sparseRow(a, start[r], start[r + 1], x, xAt + l, out, outAt + r * LANES + l);
      }
    }
  }

  private static void sparseRow(
      SparseMatrix a, int from, int to, double[] x, int xAt, double[] out, int o) {
    double[] values = a.values();
    int[] column = a.column();
    DoubleVector s0 = fromArray(DOUBLES, out, o);
    DoubleVector s1 = fromArray(DOUBLES, out, o + N);
    DoubleVector s2 = fromArray(DOUBLES, out, o + 2 * N);
    DoubleVector s3 = fromArray(DOUBLES, out, o + 3 * N);
    for (int i = from; i < to; i++) {
      DoubleVector f = broadcast(DOUBLES, values[i]);
      int q = xAt + column[i] * LANES;
      s0 = fromArray(DOUBLES, x, q).fma(f, s0);
      s1 = fromArray(DOUBLES, x, q + N).fma(f, s1);
      s2 = fromArray(DOUBLES, x, q + 2 * N).fma(f, s2);
      s3 = fromArray(DOUBLES, x, q + 3 * N).fma(f, s3);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + N);
    s2.intoArray(out, o + 2 * N);
    s3.intoArray(out, o + 3 * N);
  }

  static void multiplyAdd(SingleMatrix a, float[] x, float[] out) {
    float[] values = a.values();
    for (int c = 0; c < a.columns(); c += SingleMatrix.BLOCK) {
      int count = Math.min(SingleMatrix.BLOCK, a.columns() - c);
      for (int r = 0; r < a.paddedRows(); r += SingleMatrix.PANEL) {
        int at = a.panel(r, c);
        for (int l = 0; l < LANES; l += 2 * M) {
          single(values, at, count, x, c * LANES + l, out, r * LANES + l);
        }
      }
    }
  }

  /** Eight rows by two vectors, which are all lanes where vectors hold sixteen. */
  private static void single(
      float[] a, int at, int columns, float[] x, int xAt, float[] out, int o) {
    FloatVector s00 = fromArray(FLOATS, out, o);
    FloatVector s01 = fromArray(FLOATS, out, o + M);
    FloatVector s10 = fromArray(FLOATS, out, o + LANES);
    FloatVector s11 = fromArray(FLOATS, out, o + LANES + M);
    FloatVector s20 = fromArray(FLOATS, out, o + 2 * LANES);
    FloatVector s21 = fromArray(FLOATS, out, o + 2 * LANES + M);
    FloatVector s30 = fromArray(FLOATS, out, o + 3 * LANES);
    FloatVector s31 = fromArray(FLOATS, out, o + 3 * LANES + M);
    FloatVector s40 = fromArray(FLOATS, out, o + 4 * LANES);
    FloatVector s41 = fromArray(FLOATS, out, o + 4 * LANES + M);
    FloatVector s50 = fromArray(FLOATS, out, o + 5 * LANES);
    FloatVector s51 = fromArray(FLOATS, out, o + 5 * LANES + M);
    FloatVector s60 = fromArray(FLOATS, out, o + 6 * LANES);
    FloatVector s61 = fromArray(FLOATS, out, o + 6 * LANES + M);
    FloatVector s70 = fromArray(FLOATS, out, o + 7 * LANES);
    FloatVector s71 = fromArray(FLOATS, out, o + 7 * LANES + M);
    int p = at;
    int q = xAt;
    for (int c = 0; c < columns; c++) {
      FloatVector x0 = fromArray(FLOATS, x, q);
      FloatVector x1 = fromArray(FLOATS, x, q + M);
      FloatVector f = broadcast(FLOATS, a[p]);
      s00 = x0.fma(f, s00);
      s01 = x1.fma(f, s01);
      f = broadcast(FLOATS, a[p + 1]);
      s10 = x0.fma(f, s10);
      s11 = x1.fma(f, s11);
      f = broadcast(FLOATS, a[p + 2]);
      s20 = x0.fma(f, s20);
      s21 = x1.fma(f, s21);
      f = broadcast(FLOATS, a[p + 3]);
      s30 = x0.fma(f, s30);
      s31 = x1.fma(f, s31);
      f = broadcast(FLOATS, a[p + 4]);
      s40 = x0.fma(f, s40);
      s41 = x1.fma(f, s41);
      f = broadcast(FLOATS, a[p + 5]);
      s50 = x0.fma(f, s50);
      s51 = x1.fma(f, s51);
      f = broadcast(FLOATS, a[p + 6]);
      s60 = x0.fma(f, s60);
      s61 = x1.fma(f, s61);
      f = broadcast(FLOATS, a[p + 7]);
      s70 = x0.fma(f, s70);
      s71 = x1.fma(f, s71);
      p += SingleMatrix.PANEL;
      q += LANES;
    }
    s00.intoArray(out, o);
    s01.intoArray(out, o + M);
    s10.intoArray(out, o + LANES);
    s11.intoArray(out, o + LANES + M);
    s20.intoArray(out, o + 2 * LANES);
    s21.intoArray(out, o + 2 * LANES + M);
    s30.intoArray(out, o + 3 * LANES);
    s31.intoArray(out, o + 3 * LANES + M);
    s40.intoArray(out, o + 4 * LANES);
    s41.intoArray(out, o + 4 * LANES + M);
    s50.intoArray(out, o + 5 * LANES);
    s51.intoArray(out, o + 5 * LANES + M);
    s60.intoArray(out, o + 6 * LANES);
    s61.intoArray(out, o + 6 * LANES + M);
    s70.intoArray(out, o + 7 * LANES);
    s71.intoArray(out, o + 7 * LANES + M);
  }
}
