package org.eqprop4j.analog.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, with vectors as long as the processor has them. Sums are kept in
 * registers over the inner loops; products are fused.
 *
 * <p>In all classes that use it, no method of ours takes or returns a vector. Java always inlines
 * the API's own methods, but ours only while their caller is small; behind a call that is not
 * inlined each vector becomes an object, now and then and tens of times as slow.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int N = DOUBLES.length();

  VectorKernels() {
    if (WIDTH % (2 * N) != 0) {
      throw new IllegalStateException("vectors of " + N + " doubles are longer than expected");
    }
  }

  @Override
  public String name() {
    return "Vector API, " + DOUBLES.vectorBitSize() + " bit";
  }

  @Override
  public int vectorLength() {
    return N;
  }

  @Override
  public void multiplyAdd(PanelMatrix a, double[] x, int xAt, double[] out, int outAt, int width) {
    VectorProducts.multiplyAdd(a, x, xAt, out, outAt, width);
  }

  @Override
  public void multiplyAdd(SparseMatrix a, double[] x, int xAt, double[] out, int outAt) {
    VectorProducts.multiplyAdd(a, x, xAt, out, outAt);
  }

  @Override
  public void multiplyAdd(SingleMatrix a, float[] x, float[] out) {
    VectorProducts.multiplyAdd(a, x, out);
  }

  @Override
  public void exp(double[] x, double[] out, int from, int to) {
    VectorExponential.exp(x, out, from, to);
  }

  @Override
  public void multiplyAddAsFastAsCanBe(double[] sums, int rounds) {
    VectorPeak.multiplyAdd(sums, rounds);
  }

  @Override
  public void factor(double[] lower, double[] factor, double[] pivotInverse, int n) {
    VectorTriangle.factor(lower, factor, pivotInverse, n);
  }

  @Override
  public void solve(double[] factor, double[] pivotInverse, int n, double[] x, int at) {
    VectorTriangle.solve(factor, pivotInverse, n, x, at);
  }

  @Override
  public void factor(
      EliminationProgram program, double[] diagonal, double[] factor, double[] pivotInverse) {
    VectorElimination.factor(program, diagonal, factor, pivotInverse);
  }

  @Override
  public void solve(
      EliminationProgram program, double[] factor, double[] pivotInverse, double[] x) {
    VectorElimination.solve(program, factor, pivotInverse, x);
  }

  @Override
  public void scaleAndSubtract(double[] factor, double[] x, double[] b, double[] out, int rows) {
    for (int r = 0; r < rows; r++) {
      DoubleVector f = broadcast(DOUBLES, factor[r]);
      for (int i = r * LANES; i < (r + 1) * LANES; i += N) {
        fromArray(DOUBLES, x, i).fma(f, fromArray(DOUBLES, b, i).neg()).intoArray(out, i);
      }
    }
  }

  @Override
  public void affine(double factor, double offset, double[] x, int xAt, double[] out, int at) {
    DoubleVector f = broadcast(DOUBLES, factor);
    DoubleVector minus = broadcast(DOUBLES, -offset);
    for (int l = 0; l < LANES; l += N) {
      fromArray(DOUBLES, x, xAt + l).fma(f, minus).intoArray(out, at + l);
    }
  }

  @Override
  public void addScaled(double factor, double[] x, int xAt, double[] out, int at) {
    DoubleVector f = broadcast(DOUBLES, factor);
    for (int l = 0; l < LANES; l += N) {
      fromArray(DOUBLES, x, xAt + l).fma(f, fromArray(DOUBLES, out, at + l)).intoArray(out, at + l);
    }
  }

  @Override
  public void combine(
      double a,
      double[] x,
      double b,
      double[] y,
      int yAt,
      double shift,
      double[] out,
      int at,
      int count) {
    DoubleVector factor = broadcast(DOUBLES, a);
    DoubleVector multiple = broadcast(DOUBLES, b);
    DoubleVector plus = broadcast(DOUBLES, shift);
    int whole = count - count % N;
    for (int i = 0; i < whole; i += N) {
      DoubleVector sum = fromArray(DOUBLES, y, yAt + i).fma(multiple, plus);
      fromArray(DOUBLES, x, i).fma(factor, sum).intoArray(out, at + i);
    }
    for (int i = whole; i < count; i++) {
      out[at + i] = Math.fma(x[i], a, Math.fma(y[yAt + i], b, shift));
    }
  }

  @Override
  public void gather(
      double[] factor, double[] offset, int[] row, int from, int count, double[] x, double[] out) {
    for (int l = 0; l < LANES; l += 2 * N) {
      VectorRows.gather(factor, offset, row, from, count, x, out, l);
    }
  }

  @Override
  public void scatter(double[] factor, int[] row, int from, int count, double[] x, double[] out) {
    for (int l = 0; l < LANES; l += 2 * N) {
      VectorRows.scatter(factor, row, from, count, x, out, l);
    }
  }

  @Override
  public void piecewiseLinear(
      double[] pieces, int from, int to, double[] x, int xAt, double[] out, int at) {
    for (int l = 0; l < LANES; l += N) {
      DoubleVector v = fromArray(DOUBLES, x, xAt + l);
      DoubleVector result =
          v.fma(broadcast(DOUBLES, pieces[from + 1]), broadcast(DOUBLES, pieces[from + 2]));
      for (int p = from + 3; p < to; p += 3) {
        DoubleVector piece =
            v.fma(broadcast(DOUBLES, pieces[p + 1]), broadcast(DOUBLES, pieces[p + 2]));
        result = result.blend(piece, v.compare(VectorOperators.LT, pieces[p]));
      }
      result.intoArray(out, at + l);
    }
  }

  @Override
  public void sumProducts(double[] x, double[] y, int rows, double[] out) {
    for (int l = 0; l < LANES; l += 4 * N) {
      VectorRows.sumProducts(x, y, rows, out, l);
    }
  }

  @Override
  public void addDifferences(
      double[] x,
      double[] y,
      int columns,
      int[] row,
      int[] other,
      int first,
      int end,
      double[] sums) {
    int whole = columns - columns % N;
    for (int pair = first; pair < end; pair++) {
      int i = row[pair] * columns;
      int j = other[pair] * columns;
      int at = (pair - first) * PARTIAL_SUMS;
      DoubleVector sum = fromArray(DOUBLES, sums, at);
      for (int k = 0; k < whole; k += N) {
        DoubleVector drop = fromArray(DOUBLES, x, i + k).sub(fromArray(DOUBLES, x, j + k));
        sum = fromArray(DOUBLES, y, i + k).sub(fromArray(DOUBLES, y, j + k)).fma(drop, sum);
      }
      sum.intoArray(sums, at);
      for (int k = whole; k < columns; k++) {
        sums[at] += (x[i + k] - x[j + k]) * (y[i + k] - y[j + k]);
      }
    }
  }

  @Override
  public void energy(
      double[] x, double[] g, double[] b, int rows, double[] sum, double[] magnitude) {
    for (int l = 0; l < LANES; l += 2 * N) {
      VectorRows.energy(x, g, b, rows, sum, magnitude, l);
    }
  }

  @Override
  public void largest(double[] x, double[] factor, int rows, double[] out) {
    for (int l = 0; l < LANES; l += 4 * N) {
      VectorRows.largest(x, factor, rows, out, l);
    }
  }

  @Override
  public void scaleLanes(double[] factor, double[] x, int rows, double[] out) {
    for (int l = 0; l < LANES; l += 2 * N) {
      VectorRows.scaleLanes(factor, x, rows, out, l);
    }
  }

  @Override
  public void copyLanes(double[] chosen, double[] x, int rows, double[] out) {
    for (int l = 0; l < LANES; l += 2 * N) {
      VectorRows.copyLanes(chosen, x, rows, out, l);
    }
  }
}
