package org.eqprop4j.experiments.train;

import org.eqprop4j.experiments.config.Require;

/**
 * How features become input voltages. Statistics are those of the training part.
 *
 * @param kind the map
 * @param volts inputs lie between minus and plus this voltage [V]
 * @param clip standard deviations that the voltage range stands for, in {@link Kind#STANDARD}
 */
public record ScalingConfig(Kind kind, double volts, double clip) {
  /** Maps from features to volts. */
  public enum Kind {
    /** Mean to 0 V, {@code clip} deviations to either end; what lies beyond is put on the end. */
    STANDARD,
    /** Least and largest value to the ends; what lies beyond is put on the end. */
    EXTREMES,
    /** Features are volts as they are. */
    NONE
  }

  /** Checks the ranges. */
  public ScalingConfig {
    Require.positive("volts", volts);
    Require.positive("clip", clip);
  }
}
