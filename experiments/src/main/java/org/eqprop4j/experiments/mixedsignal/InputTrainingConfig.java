package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Gradient descent on the inputs of the trained circuit.
 *
 * @param maxSteps most steps for any sample; a sample stops once its class leads by the margin
 * @param learningRate step length [V] per unit of gradient [1/V]
 * @param margin lead of the right output at which a sample stops [V]
 */
public record InputTrainingConfig(int maxSteps, double learningRate, double margin) {

  /** Checks the ranges. */
  public InputTrainingConfig {
    Require.atLeast("maxSteps", maxSteps, 1);
    Require.positive("learningRate", learningRate);
    Require.notNegative("margin", margin);
  }
}
