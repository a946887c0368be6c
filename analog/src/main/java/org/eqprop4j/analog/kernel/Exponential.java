package org.eqprop4j.analog.kernel;

/**
 * Numbers for e^x = 2^n e^r with n whole and |r| at most ln(2) / 2: Taylor's polynomial of degree
 * 13 for e^r is exact to 4e-18.
 */
final class Exponential {
  /**
   * Arguments are held between these: there n is -1023 and 1024, whose 2^n in bits is 0 and
   * infinity.
   */
  static final double LOWEST = -709;

  static final double HIGHEST = 710;
  static final double LOG2_E = 1.4426950408889634;

  /** Added and subtracted, it rounds to a whole number. */
  static final double ROUND = 0x1.8p52;

  /** ln 2 in two parts; products of the first with n are exact. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** C_k = 1 / k!. */
  static final double C2 = 0.5;

  static final double C3 = 1.0 / 6;
  static final double C4 = 1.0 / 24;
  static final double C5 = 1.0 / 120;
  static final double C6 = 1.0 / 720;
  static final double C7 = 1.0 / 5040;
  static final double C8 = 1.0 / 40320;
  static final double C9 = 1.0 / 362880;
  static final double C10 = 1.0 / 3628800;
  static final double C11 = 1.0 / 39916800;
  static final double C12 = 1.0 / 479001600;
  static final double C13 = 1.0 / 6227020800.0;

  private Exponential() {}
}
