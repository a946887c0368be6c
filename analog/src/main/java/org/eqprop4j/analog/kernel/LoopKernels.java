package org.eqprop4j.analog.kernel;

import java.util.Arrays;

/** Plain loops over the lanes, which the compiler turns into vector instructions where it can. */
final class LoopKernels implements Kernels {

  @Override
  public String name() {
    return "plain loops";
  }

  @Override
  public int vectorLength() {
    return 1;
  }

  @Override
  public void multiplyAdd(PanelMatrix a, double[] x, int xAt, double[] out, int outAt, int width) {
    double[] values = a.values();
    int columns = a.columns();
    for (int r = 0; r < a.panelled(); r += PanelMatrix.PANEL) {
      int at = r * columns;
      int o = outAt + r * width;
      int c = 0;
      for (; c + 2 <= columns; c += 2) {
        twoColumns(values, at + c * PanelMatrix.PANEL, x, xAt + c * width, out, o, width);
      }
      for (; c < columns; c++) {
        for (int i = 0; i < PanelMatrix.PANEL; i++) {
          addScaled(
              values[at + c * PanelMatrix.PANEL + i],
              x,
              xAt + c * width,
              out,
              o + i * width,
              width);
        }
      }
    }
    for (int r = a.panelled(); r < a.rows(); r++) {
      for (int c = 0; c < columns; c++) {
        addScaled(values[r * columns + c], x, xAt + c * width, out, outAt + r * width, width);
      }
    }
  }

  /** Four rows and two columns at once, so that rows of out are read and written half as often. */
  private static void twoColumns(
      double[] a, int at, double[] x, int p, double[] out, int o, int width) {
    double a0 = a[at];
    double a1 = a[at + 1];
    double a2 = a[at + 2];
    double a3 = a[at + 3];
    double b0 = a[at + 4];
    double b1 = a[at + 5];
    double b2 = a[at + 6];
    double b3 = a[at + 7];
    for (int l = 0; l < width; l++) {
      double u = x[p + l];
      double v = x[p + width + l];
      out[o + l] += a0 * u + b0 * v;
      out[o + width + l] += a1 * u + b1 * v;
      out[o + 2 * width + l] += a2 * u + b2 * v;
      out[o + 3 * width + l] += a3 * u + b3 * v;
    }
  }

  private static void addScaled(double c, double[] x, int p, double[] out, int o, int width) {
    for (int l = 0; l < width; l++) {
      out[o + l] += c * x[p + l];
    }
  }

  @Override
  public void multiplyAdd(SparseMatrix a, double[] x, int xAt, double[] out, int outAt) {
    for (int r = 0; r < a.rows(); r++) {
      for (int i = a.start()[r]; i < a.start()[r + 1]; i++) {
        addScaled(a.values()[i], x, xAt + a.column()[i] * LANES, out, outAt + r * LANES, LANES);
      }
    }
  }

  @Override
  public void multiplyAdd(SingleMatrix a, float[] x, float[] out) {
    for (int first = 0; first < a.columns(); first += SingleMatrix.BLOCK) {
      int count = Math.min(SingleMatrix.BLOCK, a.columns() - first);
      for (int r = 0; r < a.paddedRows(); r++) {
        int at = a.panel(r - r % SingleMatrix.PANEL, first) + r % SingleMatrix.PANEL;
        for (int c = 0; c < count; c++) {
          float value = a.values()[at + c * SingleMatrix.PANEL];
          addScaled(value, x, (first + c) * LANES, out, r * LANES);
        }
      }
    }
  }

  private static void addScaled(float c, float[] x, int p, float[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] += c * x[p + l];
    }
  }

  /** Two loops: only the first consists of operations that the compiler vectorises. */
  @Override
  public void exp(double[] x, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      double z = Math.max(Exponential.LOWEST, Math.min(Exponential.HIGHEST, x[i]));
      double n = (z * Exponential.LOG2_E + Exponential.ROUND) - Exponential.ROUND;
      double r = (z - n * Exponential.LN2_HIGH) - n * Exponential.LN2_LOW;
      double q = Exponential.C13;
      q = q * r + Exponential.C12;
      q = q * r + Exponential.C11;
      q = q * r + Exponential.C10;
      q = q * r + Exponential.C9;
      q = q * r + Exponential.C8;
      q = q * r + Exponential.C7;
      q = q * r + Exponential.C6;
      q = q * r + Exponential.C5;
      q = q * r + Exponential.C4;
      q = q * r + Exponential.C3;
      q = q * r + Exponential.C2;
      out[i] = 1 + (r + r * r * q);
    }
    for (int i = from; i < to; i++) {
      double z = Math.max(Exponential.LOWEST, Math.min(Exponential.HIGHEST, x[i]));
      double n = (z * Exponential.LOG2_E + Exponential.ROUND) - Exponential.ROUND;
      out[i] *= Double.longBitsToDouble(((long) n + 1023) << 52);
    }
  }

  @Override
  public void multiplyAddAsFastAsCanBe(double[] sums, int rounds) {
    for (int r = 0; r < rounds; r++) {
      for (int i = 0; i < SUMS; i++) {
        sums[i] = 0.5 * sums[i] + 0.5;
      }
    }
  }

  /** The factor is kept as the matrix is, with L below its diagonal. */
  @Override
  public void factor(double[] lower, double[] factor, double[] pivotInverse, int n) {
    for (int i = 0; i < n; i++) {
      System.arraycopy(lower, index(i, 0), factor, row(i), i * LANES);
      System.arraycopy(lower, index(i, i), pivotInverse, i * LANES, LANES);
      for (int j = 0; j < i; j++) {
        // Row j has been divided by its pivots already, row i not.
        for (int k = 0; k < j; k++) {
          subtractProduct(
              factor, row(i) + k * LANES, factor, row(j) + k * LANES, factor, row(i) + j * LANES);
        }
      }
      for (int j = 0; j < i; j++) {
        scale(factor, row(i) + j * LANES, pivotInverse, j * LANES, i * LANES);
      }
      for (int l = i * LANES; l < (i + 1) * LANES; l++) {
        pivotInverse[l] = 1 / pivotInverse[l];
      }
    }
  }

  private static void scale(double[] factor, int at, double[] pivotInverse, int j, int pivot) {
    for (int l = 0; l < LANES; l++) {
      double scaled = factor[at + l] * pivotInverse[j + l];
      pivotInverse[pivot + l] -= factor[at + l] * scaled;
      factor[at + l] = scaled;
    }
  }

  @Override
  public void solve(double[] factor, double[] pivotInverse, int n, double[] x, int at) {
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        subtractProduct(factor, row(i) + j * LANES, x, at + j * LANES, x, at + i * LANES);
      }
    }
    for (int i = 0; i < n * LANES; i++) {
      x[at + i] *= pivotInverse[i];
    }
    for (int i = n - 1; i > 0; i--) {
      for (int j = 0; j < i; j++) {
        subtractProduct(factor, row(i) + j * LANES, x, at + i * LANES, x, at + j * LANES);
      }
    }
  }

  /** Where row i begins in a triangle without its diagonal. */
  private static int row(int i) {
    return i * (i - 1) / 2 * LANES;
  }

  private static int index(int i, int j) {
    return (i * (i + 1) / 2 + j) * LANES;
  }

  private static void subtractProduct(double[] x, int a, double[] y, int b, double[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] -= x[a + l] * y[b + l];
    }
  }

  @Override
  public void factor(
      EliminationProgram program, double[] diagonal, double[] factor, double[] pivotInverse) {
    LoopElimination.factor(program, diagonal, factor, pivotInverse);
  }

  @Override
  public void solve(
      EliminationProgram program, double[] factor, double[] pivotInverse, double[] x) {
    LoopElimination.solve(program, factor, pivotInverse, x);
  }

  @Override
  public void scaleAndSubtract(double[] factor, double[] x, double[] b, double[] out, int rows) {
    for (int r = 0; r < rows; r++) {
      double f = factor[r];
      for (int i = r * LANES; i < (r + 1) * LANES; i++) {
        out[i] = f * x[i] - b[i];
      }
    }
  }

  @Override
  public void affine(double factor, double offset, double[] x, int xAt, double[] out, int at) {
    for (int l = 0; l < LANES; l++) {
      out[at + l] = factor * x[xAt + l] - offset;
    }
  }

  @Override
  public void addScaled(double factor, double[] x, int xAt, double[] out, int at) {
    addScaled(factor, x, xAt, out, at, LANES);
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
    for (int i = 0; i < count; i++) {
      out[at + i] = a * x[i] + b * y[yAt + i] + shift;
    }
  }

  @Override
  public void gather(
      double[] factor, double[] offset, int[] row, int from, int count, double[] x, double[] out) {
    for (int r = 0; r < count; r++) {
      affine(factor[from + r], offset[from + r], x, row[from + r] * LANES, out, r * LANES);
    }
  }

  @Override
  public void scatter(double[] factor, int[] row, int from, int count, double[] x, double[] out) {
    for (int r = 0; r < count; r++) {
      addScaled(factor[from + r], x, r * LANES, out, row[from + r] * LANES);
    }
  }

  @Override
  public void piecewiseLinear(
      double[] pieces, int from, int to, double[] x, int xAt, double[] out, int at) {
    affine(pieces[from + 1], -pieces[from + 2], x, xAt, out, at);
    for (int p = from + 3; p < to; p += 3) {
      double limit = pieces[p];
      double slope = pieces[p + 1];
      double intercept = pieces[p + 2];
      for (int l = 0; l < LANES; l++) {
        double v = x[xAt + l];
        out[at + l] = v < limit ? slope * v + intercept : out[at + l];
      }
    }
  }

  @Override
  public void sumProducts(double[] x, double[] y, int rows, double[] out) {
    Arrays.fill(out, 0, LANES, 0);
    for (int r = 0; r < rows * LANES; r += LANES) {
      for (int l = 0; l < LANES; l++) {
        out[l] += x[r + l] * y[r + l];
      }
    }
  }

  /** Two sums, so that one need not wait for the other. */
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
    for (int pair = first; pair < end; pair++) {
      int i = row[pair] * columns;
      int j = other[pair] * columns;
      int at = (pair - first) * PARTIAL_SUMS;
      double even = sums[at];
      double odd = sums[at + 1];
      for (int k = 0; k + 1 < columns; k += 2) {
        even += (x[i + k] - x[j + k]) * (y[i + k] - y[j + k]);
        odd += (x[i + k + 1] - x[j + k + 1]) * (y[i + k + 1] - y[j + k + 1]);
      }
      if (columns % 2 != 0) {
        int k = columns - 1;
        even += (x[i + k] - x[j + k]) * (y[i + k] - y[j + k]);
      }
      sums[at] = even;
      sums[at + 1] = odd;
    }
  }

  @Override
  public void energy(
      double[] x, double[] g, double[] b, int rows, double[] sum, double[] magnitude) {
    Arrays.fill(sum, 0, LANES, 0);
    Arrays.fill(magnitude, 0, LANES, 0);
    for (int r = 0; r < rows * LANES; r += LANES) {
      for (int l = 0; l < LANES; l++) {
        double term = 0.5 * x[r + l] * (g[r + l] - b[r + l]);
        sum[l] += term;
        magnitude[l] += Math.abs(term);
      }
    }
  }

  @Override
  public void largest(double[] x, double[] factor, int rows, double[] out) {
    Arrays.fill(out, 0, LANES, 0);
    for (int r = 0; r < rows; r++) {
      double f = factor[r];
      for (int l = 0; l < LANES; l++) {
        out[l] = Math.max(out[l], Math.abs(x[r * LANES + l]) * f);
      }
    }
  }

  @Override
  public void scaleLanes(double[] factor, double[] x, int rows, double[] out) {
    for (int r = 0; r < rows * LANES; r += LANES) {
      for (int l = 0; l < LANES; l++) {
        out[r + l] = factor[l] == 0 ? 0 : factor[l] * x[r + l];
      }
    }
  }

  @Override
  public void copyLanes(double[] chosen, double[] x, int rows, double[] out) {
    for (int r = 0; r < rows * LANES; r += LANES) {
      for (int l = 0; l < LANES; l++) {
        out[r + l] = chosen[l] == 0 ? out[r + l] : x[r + l];
      }
    }
  }
}
