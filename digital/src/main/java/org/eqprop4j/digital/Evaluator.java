package org.eqprop4j.digital;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.nd4j.evaluation.classification.Evaluation;

/** How well a network classifies samples. */
public final class Evaluator {
  private static final int BATCH = 512;

  private Evaluator() {}

  /**
   * Accuracy, confusion matrix and the like.
   *
   * @param network with one output, the scores of the classes
   * @param samples with one-hot targets
   */
  public static Evaluation evaluate(ComputationGraph network, Samples samples) {
    return network.evaluate(samples.inOrder(BATCH));
  }

  /** Fraction of the samples that are classified correctly, 0 to 1. */
  public static double accuracy(ComputationGraph network, Samples samples) {
    return evaluate(network, samples).accuracy();
  }
}
