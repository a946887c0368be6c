package org.eqprop4j.experiments.mixedsignal;

import java.util.List;
import org.eqprop4j.experiments.config.Require;

/**
 * Training of both sides at once, with Adam.
 *
 * @param epochs passes over the training images
 * @param batchSize images per update
 * @param learningRate of the digital side, peak of a cosine with warm-up
 * @param analogRates of the conductances, start of a cosine, for either layer [S]
 * @param dropout share of the circuit's inputs that is held at 0 V while training, drawn anew for
 *     each image; the others are raised by as much
 */
public record JointConfig(
    int epochs, int batchSize, double learningRate, List<Double> analogRates, double dropout) {

  /** Checks the ranges. */
  public JointConfig {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batchSize", batchSize, 1);
    Require.positive("learningRate", learningRate);
    Require.positive("analogRates", analogRates, 2);
    Require.that(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    analogRates = List.copyOf(analogRates);
  }
}
