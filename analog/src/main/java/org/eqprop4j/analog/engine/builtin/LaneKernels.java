package org.eqprop4j.analog.engine.builtin;

/**
 * The inner loops. Arrays are variable-major, lane-minor: value {@code v} of lane {@code l} stands
 * at {@code v * LANES + l}, so that the compiler turns the loop over lanes into vector
 * instructions. What is the same for all lanes (conductances) enters as a scalar.
 */
final class LaneKernels {
  /** Samples that run side by side: four vectors of 512 bits. */
  static final int LANES = 32;

  private LaneKernels() {}

  /**
   * {@code out += sum over p of coefficients[p] * x[p]}, each a row of lanes. Eight rows at a time,
   * so that {@code out} is loaded and stored once for eight multiply-adds.
   */
  static void accumulate(
      double[] coefficients, int first, int count, double[] x, int firstRow, double[] out, int o) {
    int p = 0;
    for (; p + 8 <= count; p += 8) {
      int c = first + p;
      int a = (firstRow + p) * LANES;
      accumulate8(
          coefficients[c],
          coefficients[c + 1],
          coefficients[c + 2],
          coefficients[c + 3],
          coefficients[c + 4],
          coefficients[c + 5],
          coefficients[c + 6],
          coefficients[c + 7],
          x,
          a,
          out,
          o);
    }
    for (; p < count; p++) {
      addScaled(coefficients[first + p], x, (firstRow + p) * LANES, out, o);
    }
  }

  private static void accumulate8(
      double c0,
      double c1,
      double c2,
      double c3,
      double c4,
      double c5,
      double c6,
      double c7,
      double[] x,
      int a,
      double[] out,
      int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] +=
          c0 * x[a + l]
              + c1 * x[a + LANES + l]
              + c2 * x[a + 2 * LANES + l]
              + c3 * x[a + 3 * LANES + l]
              + c4 * x[a + 4 * LANES + l]
              + c5 * x[a + 5 * LANES + l]
              + c6 * x[a + 6 * LANES + l]
              + c7 * x[a + 7 * LANES + l];
    }
  }

  /** {@code out += c * x}. */
  static void addScaled(double c, double[] x, int a, double[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] += c * x[a + l];
    }
  }

  /** {@code out -= x * y}, lane by lane. */
  static void subtractProduct(double[] x, int a, double[] y, int b, double[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] -= x[a + l] * y[b + l];
    }
  }

  /** {@code out = x * y}, lane by lane. */
  static void multiply(double[] x, int a, double[] y, int b, double[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] = x[a + l] * y[b + l];
    }
  }

  /** {@code out = 1 / x}, lane by lane. */
  static void reciprocal(double[] x, int a, double[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] = 1 / x[a + l];
    }
  }

  /** {@code out = c} in every lane. */
  static void fill(double c, double[] out, int o) {
    for (int l = 0; l < LANES; l++) {
      out[o + l] = c;
    }
  }
}
