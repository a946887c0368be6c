package org.eqprop4j.analog.layer;

/**
 * What training keeps a layer's parameter to, by clipping.
 *
 * @param low lower bound [S or V]
 * @param high upper bound [S or V]
 */
public record Bounds(double low, double high) {
  /** No bounds. */
  public static final Bounds NONE = new Bounds(-Double.MAX_VALUE, Double.MAX_VALUE);

  public Bounds {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "lower bound " + low + " must not be above the upper bound " + high);
    }
  }

  /**
   * Bounds for conductances [S].
   *
   * @throws IllegalArgumentException if the lower one is negative
   */
  public static Bounds siemens(double low, double high) {
    if (!(low >= 0)) {
      throw new IllegalArgumentException("conductance bound must be at least 0 S, got " + low);
    }
    return new Bounds(low, high);
  }

  /** The value, or the bound that it is beyond. */
  public double clip(double value) {
    return Math.min(high, Math.max(low, value));
  }

  /** Clips the values from {@code from} (inclusive) to {@code to} (exclusive). */
  public void clip(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = Math.min(high, Math.max(low, values[i]));
    }
  }
}
