package org.eqprop4j.experiments.mixedsignal;

import java.util.List;
import org.eqprop4j.bridge.Nudging;
import org.eqprop4j.experiments.config.Beta;
import org.eqprop4j.experiments.config.Require;

/**
 * Training of the circuit by Equilibrium Propagation, with Adam and a cosine schedule to zero.
 *
 * @param epochs passes over the training images the first time
 * @param epochsAgain passes after each retraining of the CNN
 * @param batchSize images per update
 * @param nudging the gradient estimator
 * @param beta strength of the nudge
 * @param learningRates Adam's rate for each layer of conductances, input side first [S]
 */
public record AnalogTrainingConfig(
    int epochs,
    int epochsAgain,
    int batchSize,
    Nudging nudging,
    Beta beta,
    List<Double> learningRates) {

  /** Checks the ranges. */
  public AnalogTrainingConfig {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("epochsAgain", epochsAgain, 1);
    Require.atLeast("batchSize", batchSize, 1);
    Require.positive("learningRates", learningRates, 2);
    learningRates = List.copyOf(learningRates);
  }
}
