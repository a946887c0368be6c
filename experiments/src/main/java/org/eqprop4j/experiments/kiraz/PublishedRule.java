package org.eqprop4j.experiments.kiraz;

import org.eqprop4j.experiments.kiraz.PublishedTraining.Limits;
import org.eqprop4j.experiments.kiraz.PublishedTraining.Outcome;

/**
 * The voltage-drop rule of the published scripts on their circuit, for comparison by other
 * experiments. The nudging strength is relative, as theirs is: over the mean conductance at the
 * outputs.
 */
public final class PublishedRule {
  /** Learning rate of the paper's Figure 2, on (t - y)^2 / 2 [S^2/V^2]. */
  private static final double CASE_ONE_RATE = 5e-4;

  /** Learning rate of the scripts' study of starts, 5e-5 on (t - y)^2. */
  private static final double XOR_RATE = 1e-4;

  private PublishedRule() {}

  /**
   * Trains case 1.
   *
   * @param relative nudging strength over the conductance at the outputs
   * @param accuracy standard deviation of the error with which voltages are read [V]
   */
  public static Outcome caseOne(double relative, double accuracy, long seed, Limits limits) {
    return train(PublishedTask.CASE_ONE, CASE_ONE_RATE, relative, accuracy, seed, limits);
  }

  /** Trains XOR, likewise. */
  public static Outcome xor(double relative, double accuracy, long seed, Limits limits) {
    return train(PublishedTask.XOR, XOR_RATE, relative, accuracy, seed, limits);
  }

  private static Outcome train(
      PublishedTask task, double rate, double relative, double accuracy, long seed, Limits limits) {
    double beta = relative * PublishedTraining.outputConductance(task, seed);
    return new PublishedTraining(task, Reading.SCRIPTS, false, rate, beta, accuracy, seed)
        .run(limits);
  }
}
