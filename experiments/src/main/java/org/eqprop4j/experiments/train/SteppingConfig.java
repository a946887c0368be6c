package org.eqprop4j.experiments.train;

import org.eqprop4j.analog.train.Stepping;
import org.eqprop4j.experiments.config.Require;

/**
 * How the change that an optimiser asks for becomes a new conductance.
 *
 * @param bounding what happens at a layer's bounds
 * @param largest largest change relative to the value; 0 for any
 */
public record SteppingConfig(Stepping.Bounding bounding, double largest) {
  /** Checks the ranges. */
  public SteppingConfig {
    Require.notNegative("largest", largest);
  }

  Stepping toStepping() {
    return new Stepping(bounding, largest == 0 ? Double.POSITIVE_INFINITY : largest);
  }
}
