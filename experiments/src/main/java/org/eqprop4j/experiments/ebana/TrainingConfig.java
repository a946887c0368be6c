package org.eqprop4j.experiments.ebana;

import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.experiments.config.Require;

/**
 * The training: centred nudging with a strength chosen for the start, Adam, cosine to zero.
 *
 * @param epochs passes over the training samples
 * @param batchSize samples per update
 * @param loss what is made small
 * @param scale target voltage of the squared loss [V], or factor from voltage to logit [1/V]
 * @param learningRate Adam's rate [S]
 */
public record TrainingConfig(
    int epochs, int batchSize, LossKind loss, double scale, double learningRate) {

  /** What is made small. */
  public enum LossKind {
    /** Squared distance from the target voltage. */
    SQUARED,
    /** Cross-entropy of the softmax. */
    SOFTMAX
  }

  /** Checks the ranges. */
  public TrainingConfig {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batchSize", batchSize, 1);
    Require.positive("scale", scale);
    Require.positive("learningRate", learningRate);
  }

  /** The loss with its scale. */
  Loss scaledLoss() {
    return switch (loss) {
      case SQUARED -> new MeanSquaredError(scale);
      case SOFTMAX -> new SoftmaxCrossEntropy(scale);
    };
  }

  /** The same with another learning rate [S]. */
  TrainingConfig withLearningRate(double siemens) {
    return new TrainingConfig(epochs, batchSize, loss, scale, siemens);
  }
}
