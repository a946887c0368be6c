package org.eqprop4j.analog.train.rule;

/**
 * How the drops across a conductance in two phases become the estimate of its gradient: the sum of
 * {@link #contrast} over the samples, divided by the difference of the two phases' beta. Only
 * {@link Exact} is the derivative of the loss; the others are what simple circuits can compute.
 */
@FunctionalInterface
public interface UpdateRule {

  /**
   * The contribution of one sample. Its sign is that of the exact one in all rules here.
   *
   * @param free drop in the free phase [V]
   * @param lower drop in the phase of the smaller beta: the free one if nudging is one-sided [V]
   * @param upper drop in the phase of the larger beta [V]
   */
  double contrast(double free, double lower, double upper);

  /**
   * Whether the sum is multiplied by the weight of the element's zone. Hardware that sees its own
   * two terminals knows nothing of it; the learning rate of each layer then has to make up for it.
   */
  default boolean zoneWeighted() {
    return false;
  }

  /**
   * (u1^2 - u0^2) / 2, the difference of co-contents (Kendall et al. 2020), weighted: the
   * derivative.
   */
  record Exact() implements UpdateRule {
    @Override
    public double contrast(double free, double lower, double upper) {
      return 0.5 * (upper - lower) * (upper + lower);
    }

    @Override
    public boolean zoneWeighted() {
      return true;
    }
  }

  /** u1^2 - u0^2 (Watfa et al. 2023, eq. 7). */
  record SquaredDifference() implements UpdateRule {
    @Override
    public double contrast(double free, double lower, double upper) {
      return (upper - lower) * (upper + lower);
    }
  }

  /** 2 u (u1 - u0) with u of the free phase: the product of a stored drop and a change. */
  record Multiplicative() implements UpdateRule {
    @Override
    public double contrast(double free, double lower, double upper) {
      return 2 * free * (upper - lower);
    }
  }

  /** |u1| - |u0|: no multiplier. */
  record AbsoluteValue() implements UpdateRule {
    @Override
    public double contrast(double free, double lower, double upper) {
      return Math.abs(upper) - Math.abs(lower);
    }
  }

  /**
   * |u1|^p - |u0|^p, the characteristic of a real squaring circuit.
   *
   * @param exponent p, positive; EBANA has 2.8
   */
  record Power(double exponent) implements UpdateRule {
    public Power {
      if (!(exponent > 0 && exponent <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "the exponent of an update rule must be positive, got " + exponent);
      }
    }

    @Override
    public double contrast(double free, double lower, double upper) {
      return Math.pow(Math.abs(upper), exponent) - Math.pow(Math.abs(lower), exponent);
    }
  }

  /**
   * 2 Q(u) (u1 - u0) with the free phase's drop u stored by a converter: Q rounds to the nearest of
   * equal steps and stops at the ends of the range.
   *
   * @param step size of a step [V]
   * @param range largest magnitude that is told apart [V]
   */
  record Quantised(double step, double range) implements UpdateRule {
    public Quantised {
      if (!(step > 0 && range >= step && range <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "a quantised update rule needs 0 < step <= range, got steps of "
                + step
                + " V up to "
                + range
                + " V");
      }
    }

    @Override
    public double contrast(double free, double lower, double upper) {
      double stored = step * Math.rint(free / step);
      return 2 * Math.max(-range, Math.min(range, stored)) * (upper - lower);
    }
  }

  /**
   * Another rule with the weight of the zone.
   *
   * @param rule what is weighted
   */
  record Weighted(UpdateRule rule) implements UpdateRule {
    @Override
    public double contrast(double free, double lower, double upper) {
      return rule.contrast(free, lower, upper);
    }

    @Override
    public boolean zoneWeighted() {
      return true;
    }
  }
}
