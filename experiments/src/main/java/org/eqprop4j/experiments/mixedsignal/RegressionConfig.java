package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Training of the CNN toward the trained inputs.
 *
 * @param epochs passes over the training images
 * @param batchSize images per update
 * @param learningRate Adam's rate
 * @param overshoot how many times as far as the trained inputs the targets lie
 */
public record RegressionConfig(int epochs, int batchSize, double learningRate, double overshoot) {

  /** Checks the ranges. */
  public RegressionConfig {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batchSize", batchSize, 1);
    Require.positive("learningRate", learningRate);
    Require.positive("overshoot", overshoot);
  }
}
