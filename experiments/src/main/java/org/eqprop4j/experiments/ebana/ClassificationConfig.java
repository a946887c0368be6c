package org.eqprop4j.experiments.ebana;

import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of a classification by a circuit of one hidden layer. The defaults of
 * each experiment, with a comment for each key, are in the resource of its name.
 *
 * @param seed run n has the seed {@code seed + n - 1}
 * @param threads runs side by side, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param runs runs that differ in split, initial conductances and order of the samples
 * @param testShare part of each class that is tested on; 0 tests on the training samples
 * @param circuit the circuit
 * @param training how it is trained
 */
public record ClassificationConfig(
    long seed,
    int threads,
    String engine,
    int runs,
    double testShare,
    CircuitConfig circuit,
    TrainingConfig training) {

  /** Checks the ranges. */
  public ClassificationConfig {
    Require.atLeast("threads", threads, 0);
    Require.engine(engine);
    Require.atLeast("runs", runs, 1);
    Require.that(testShare >= 0 && testShare < 1, "testShare", testShare, "from 0 to below 1");
  }
}
