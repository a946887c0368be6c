package org.eqprop4j.experiments.kiraz;

import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code xor-robust}. The defaults, with a comment for each key, are in
 * the resource {@code xor-robust.yaml}.
 *
 * @param seed initialisation n has the seed {@code seed + n}
 * @param threads points measured side by side, 0 for as many as there are processors
 * @param initialisations random starts
 * @param beta nudging current over error in the audit [S]
 * @param training the trainings
 */
public record XorRobustConfig(
    long seed, int threads, int initialisations, double beta, Training training) {

  /** Checks the ranges. */
  public XorRobustConfig {
    Require.atLeast("threads", threads, 0);
    Require.atLeast("initialisations", initialisations, 1);
    Require.positive("beta", beta);
  }

  /**
   * The trainings.
   *
   * @param epochs passes over the four samples
   * @param rate alpha, on the loss (t - y)^2 [S^2/V^2]
   * @param beta nudging current over error [S]
   * @param tolerance largest error of a sample at which a training has converged [V]
   */
  public record Training(int epochs, double rate, double beta, double tolerance) {

    /** Checks the ranges. */
    public Training {
      Require.atLeast("epochs", epochs, 1);
      Require.positive("rate", rate);
      Require.positive("beta", beta);
      Require.positive("tolerance", tolerance);
    }
  }
}
