package org.eqprop4j.experiments.toy;

import org.eqprop4j.experiments.config.Require;

/** Configuration of {@link ToyExperiment}; {@code failAtEpoch} 0 never fails. */
public record ToyConfig(long seed, int threads, int epochs, int epochMillis, int failAtEpoch) {
  /** Checks the ranges. */
  public ToyConfig {
    Require.atLeast("threads", threads, 0);
    Require.atLeast("epochs", epochs, 1);
  }
}
