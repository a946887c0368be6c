package org.eqprop4j.analog.train;

import org.eqprop4j.analog.layer.Bounds;

/**
 * How the change that an optimiser asks for becomes a new conductance. Voltages are only clipped.
 *
 * @param bounding what happens at the layer's bounds
 * @param largest largest change relative to the value, for instance 0.5; infinite for any
 */
public record Stepping(Bounding bounding, double largest) {

  /** What happens at the bounds. */
  public enum Bounding {
    /** A value beyond a bound is put on it. */
    CLIP,
    /** A value beyond a bound is put as far inside as it was outside. */
    REFLECT,
    /**
     * The optimiser works on the logarithm z of the value, with dC/dz = value dC/dvalue: steps are
     * relative and the value stays positive. Then it is clipped.
     */
    LOGARITHM
  }

  /** Clipping, steps of any size. */
  public static final Stepping CLIP = new Stepping(Bounding.CLIP, Double.POSITIVE_INFINITY);

  /** Reflection, steps of any size. */
  public static final Stepping REFLECT = new Stepping(Bounding.REFLECT, Double.POSITIVE_INFINITY);

  /** Changes of the logarithm, of any size. */
  public static final Stepping LOGARITHM =
      new Stepping(Bounding.LOGARITHM, Double.POSITIVE_INFINITY);

  public Stepping {
    if (!(largest > 0)) {
      throw new IllegalArgumentException(
          "the largest relative step must be positive, got " + largest);
    }
  }

  /** The same with steps of at most this part of the value. */
  public Stepping atMost(double part) {
    return new Stepping(bounding, part);
  }

  /** Whether a value of 0 would stay there for ever. */
  boolean sticksAtZero() {
    return bounding == Bounding.LOGARITHM || largest < Double.POSITIVE_INFINITY;
  }

  /**
   * The new value.
   *
   * @param value within the bounds
   * @param change of the value, or of its logarithm
   */
  double apply(Bounds bounds, double value, double change) {
    double wanted = bounding == Bounding.LOGARITHM ? value * Math.exp(change) - value : change;
    double most = largest * Math.abs(value);
    double next = value + (Math.abs(wanted) > most ? Math.copySign(most, wanted) : wanted);
    if (bounding == Bounding.REFLECT && next < bounds.low()) {
      next = 2 * bounds.low() - next;
    } else if (bounding == Bounding.REFLECT && next > bounds.high()) {
      next = 2 * bounds.high() - next;
    }
    return bounds.clip(next);
  }
}
