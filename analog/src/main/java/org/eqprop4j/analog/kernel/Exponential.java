package org.eqprop4j.analog.kernel;

/**
 * Numbers for e^x = 2^n e^r with n whole and |r| at most ln(2) / 2: Taylor's polynomial of degree
 * 13 for e^r is exact to 4e-18.
 */
final class Exponential {
  /** From here to {@link #HIGHEST}, 2^n is a normal number. */
  static final double LOWEST = -708;

  static final double HIGHEST = 709.4;
  static final double LOG2_E = 1.4426950408889634;

  /** Added and subtracted, it rounds to a whole number. */
  static final double ROUND = 0x1.8p52;

  /** ln 2 in two parts; products of the first with n are exact. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** C[k] = 1 / k!. */
  static final double[] C = inverseFactorials(13);

  private Exponential() {}

  private static double[] inverseFactorials(int last) {
    double[] c = new double[last + 1];
    double factorial = 1;
    for (int k = 0; k <= last; k++) {
      factorial *= Math.max(1, k);
      c[k] = 1 / factorial;
    }
    return c;
  }
}
