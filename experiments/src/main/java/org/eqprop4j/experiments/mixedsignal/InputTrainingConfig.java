package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Gradient descent on the inputs of the trained circuit.
 *
 * @param maxSteps most steps for any sample; a sample stops once it is classified right
 * @param learningRate step length [V] per unit of gradient [1/V]
 */
public record InputTrainingConfig(int maxSteps, double learningRate) {

  /** Checks the ranges. */
  public InputTrainingConfig {
    Require.atLeast("maxSteps", maxSteps, 1);
    Require.positive("learningRate", learningRate);
  }
}
