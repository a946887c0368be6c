package org.eqprop4j.analog.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, with vectors as long as the processor has them. Sums are kept in
 * registers over the inner loops; products are fused.
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

  private static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(DOUBLES, x, at);
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

  /**
   * Not the Vector API's own exponential: its compiled and its interpreted code differ in the last
   * bit, and results must not depend on when a method was compiled. In two loops: Java gives up
   * inlining within a larger one, and then makes an object of every vector.
   */
  @Override
  public void exp(double[] x, double[] out, int from, int to) {
    int end = from + (to - from) / N * N;
    fractions(x, out, from, end);
    scale(x, out, from, end);
    if (end < to) {
      double[] rest = Arrays.copyOfRange(x, end, end + N);
      double[] result = new double[N];
      fractions(rest, result, 0, N);
      scale(rest, result, 0, N);
      System.arraycopy(result, 0, out, end, to - end);
    }
  }

  /** e^r, where x = n ln 2 + r: n is found by adding a large number, which rounds. */
  private static void fractions(double[] x, double[] out, int from, int to) {
    for (int i = from; i < to; i += N) {
      DoubleVector z = load(x, i).max(Exponential.LOWEST).min(Exponential.HIGHEST);
      DoubleVector n = z.fma(all(Exponential.LOG2_E), all(Exponential.ROUND));
      n = n.sub(all(Exponential.ROUND));
      DoubleVector r = n.fma(all(-Exponential.LN2_HIGH), z);
      r = n.fma(all(-Exponential.LN2_LOW), r);
      DoubleVector q = all(Exponential.C13);
      q = q.fma(r, all(Exponential.C12));
      q = q.fma(r, all(Exponential.C11));
      q = q.fma(r, all(Exponential.C10));
      q = q.fma(r, all(Exponential.C9));
      q = q.fma(r, all(Exponential.C8));
      q = q.fma(r, all(Exponential.C7));
      q = q.fma(r, all(Exponential.C6));
      q = q.fma(r, all(Exponential.C5));
      q = q.fma(r, all(Exponential.C4));
      q = q.fma(r, all(Exponential.C3));
      q = q.fma(r, all(Exponential.C2));
      r.mul(r).fma(q, r).add(1).intoArray(out, i);
    }
  }

  /** Times 2^n, with 0 and infinity where n is out of range. */
  private static void scale(double[] x, double[] out, int from, int to) {
    for (int i = from; i < to; i += N) {
      DoubleVector v = load(x, i);
      DoubleVector z = v.max(Exponential.LOWEST).min(Exponential.HIGHEST);
      // The large number is still added: n stands in the low bits.
      LongVector powerOfTwo =
          z.fma(all(Exponential.LOG2_E), all(Exponential.ROUND))
              .reinterpretAsLongs()
              .add(1023 - Double.doubleToRawLongBits(Exponential.ROUND))
              .lanewise(VectorOperators.LSHL, 52);
      DoubleVector result = load(out, i).mul(powerOfTwo.reinterpretAsDoubles());
      result = result.blend(0, v.compare(VectorOperators.LT, Exponential.LOWEST));
      result
          .blend(Double.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Exponential.HIGHEST))
          .intoArray(out, i);
    }
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  @Override
  public void multiplyAddAsFastAsCanBe(double[] sums, int rounds) {
    VectorPeak.multiplyAdd(sums, rounds);
  }

  @Override
  public void factor(double[] lower, double[] pivotInverse, int n) {
    for (int l = 0; l < LANES; l += N) {
      for (int p = 0; p < n; p++) {
        DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1).div(load(lower, index(p, p) + l));
        inverse.intoArray(pivotInverse, p * LANES + l);
        for (int i = p + 1; i < n; i++) {
          int ip = index(i, p) + l;
          DoubleVector v = load(lower, ip).neg();
          // Rows j have been scaled already, row i not: exactly one division by the pivot.
          for (int j = p + 1; j < i; j++) {
            int ij = index(i, j) + l;
            load(lower, index(j, p) + l).fma(v, load(lower, ij)).intoArray(lower, ij);
          }
          int ii = index(i, i) + l;
          DoubleVector scaled = v.mul(inverse).neg();
          scaled.fma(v, load(lower, ii)).intoArray(lower, ii);
          scaled.intoArray(lower, ip);
        }
      }
    }
  }

  @Override
  public void solve(double[] lower, double[] pivotInverse, int n, double[] x, int at) {
    for (int l = 0; l < LANES; l += N) {
      for (int i = 1; i < n; i++) {
        DoubleVector sum = load(x, at + i * LANES + l);
        int row = index(i, 0) + l;
        for (int j = 0; j < i; j++) {
          sum = load(lower, row + j * LANES).fma(load(x, at + j * LANES + l).neg(), sum);
        }
        sum.intoArray(x, at + i * LANES + l);
      }
      for (int i = 0; i < n; i++) {
        int xi = at + i * LANES + l;
        load(x, xi).mul(load(pivotInverse, i * LANES + l)).intoArray(x, xi);
      }
      for (int i = n - 1; i > 0; i--) {
        DoubleVector v = load(x, at + i * LANES + l).neg();
        int row = index(i, 0) + l;
        for (int j = 0; j < i; j++) {
          int xj = at + j * LANES + l;
          load(lower, row + j * LANES).fma(v, load(x, xj)).intoArray(x, xj);
        }
      }
    }
  }

  private static int index(int i, int j) {
    return (i * (i + 1) / 2 + j) * LANES;
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
      DoubleVector f = DoubleVector.broadcast(DOUBLES, factor[r]);
      for (int i = r * LANES; i < (r + 1) * LANES; i += N) {
        load(x, i).fma(f, load(b, i).neg()).intoArray(out, i);
      }
    }
  }

  @Override
  public void affine(double factor, double offset, double[] x, int xAt, double[] out, int at) {
    DoubleVector f = DoubleVector.broadcast(DOUBLES, factor);
    DoubleVector minus = DoubleVector.broadcast(DOUBLES, -offset);
    for (int l = 0; l < LANES; l += N) {
      load(x, xAt + l).fma(f, minus).intoArray(out, at + l);
    }
  }

  @Override
  public void addScaled(double factor, double[] x, int xAt, double[] out, int at) {
    DoubleVector f = DoubleVector.broadcast(DOUBLES, factor);
    for (int l = 0; l < LANES; l += N) {
      load(x, xAt + l).fma(f, load(out, at + l)).intoArray(out, at + l);
    }
  }

  @Override
  public void piecewiseLinear(
      double[] pieces, int from, int to, double[] x, int xAt, double[] out, int at) {
    for (int l = 0; l < LANES; l += N) {
      DoubleVector v = load(x, xAt + l);
      DoubleVector result = v.fma(all(pieces[from + 1]), all(pieces[from + 2]));
      for (int p = from + 3; p < to; p += 3) {
        DoubleVector piece = v.fma(all(pieces[p + 1]), all(pieces[p + 2]));
        result = result.blend(piece, v.compare(VectorOperators.LT, pieces[p]));
      }
      result.intoArray(out, at + l);
    }
  }

  @Override
  public void sumProducts(double[] x, double[] y, int rows, double[] out) {
    for (int l = 0; l < LANES; l += N) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int i = l; i < rows * LANES; i += LANES) {
        sum = load(x, i).fma(load(y, i), sum);
      }
      sum.intoArray(out, l);
    }
  }

  @Override
  public double sumDifferences(double[] x, double[] y, int i, int j, int count) {
    DoubleVector sums = DoubleVector.zero(DOUBLES);
    int whole = count - count % N;
    for (int k = 0; k < whole; k += N) {
      DoubleVector drop = load(x, i + k).sub(load(x, j + k));
      sums = load(y, i + k).sub(load(y, j + k)).fma(drop, sums);
    }
    double sum = 0;
    for (int k = whole; k < count; k++) {
      sum += (x[i + k] - x[j + k]) * (y[i + k] - y[j + k]);
    }
    for (int lane = 0; lane < N; lane++) {
      sum += sums.lane(lane);
    }
    return sum;
  }

  @Override
  public void energy(
      double[] x, double[] g, double[] b, int rows, double[] sum, double[] magnitude) {
    for (int l = 0; l < LANES; l += N) {
      DoubleVector total = DoubleVector.zero(DOUBLES);
      DoubleVector size = DoubleVector.zero(DOUBLES);
      for (int i = l; i < rows * LANES; i += LANES) {
        DoubleVector term = load(g, i).sub(load(b, i)).mul(load(x, i)).mul(0.5);
        total = total.add(term);
        size = size.add(term.abs());
      }
      total.intoArray(sum, l);
      size.intoArray(magnitude, l);
    }
  }

  @Override
  public void largest(double[] x, double[] factor, int rows, double[] out) {
    for (int l = 0; l < LANES; l += N) {
      DoubleVector most = DoubleVector.zero(DOUBLES);
      for (int r = 0; r < rows; r++) {
        most = most.max(load(x, r * LANES + l).abs().mul(factor[r]));
      }
      most.intoArray(out, l);
    }
  }

  @Override
  public void scaleLanes(double[] factor, double[] x, int rows, double[] out) {
    for (int l = 0; l < LANES; l += N) {
      DoubleVector f = load(factor, l);
      VectorMask<Double> none = f.compare(VectorOperators.EQ, 0);
      for (int i = l; i < rows * LANES; i += LANES) {
        load(x, i).mul(f).blend(0, none).intoArray(out, i);
      }
    }
  }

  @Override
  public void copyLanes(double[] chosen, double[] x, int rows, double[] out) {
    for (int l = 0; l < LANES; l += N) {
      VectorMask<Double> keep = load(chosen, l).compare(VectorOperators.EQ, 0);
      for (int i = l; i < rows * LANES; i += LANES) {
        load(x, i).blend(load(out, i), keep).intoArray(out, i);
      }
    }
  }
}
