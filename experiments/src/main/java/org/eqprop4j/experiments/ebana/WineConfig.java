package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code wine}. The defaults, with a comment for each key, are in the
 * resource {@code wine.yaml}.
 *
 * @param seed run n has the seed {@code seed + n - 1}
 * @param threads runs side by side, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param data where the files are
 * @param labels what is to be told
 * @param runs for each label, that differ in split, initial conductances and order of the samples
 * @param testShare part of each class that is tested on
 * @param circuit the circuit
 * @param training how it is trained
 */
public record WineConfig(
    long seed,
    int threads,
    String engine,
    DataConfig data,
    List<WineLabel> labels,
    int runs,
    double testShare,
    CircuitConfig circuit,
    TrainingConfig training) {

  /** Checks the ranges. */
  public WineConfig {
    Require.atLeast("threads", threads, 0);
    Require.engine(engine);
    Require.that(
        !labels.isEmpty() && labels.stream().distinct().count() == labels.size(),
        "labels",
        labels,
        "colour, quality or both");
    labels = List.copyOf(labels);
    Require.atLeast("runs", runs, 1);
    Require.that(testShare > 0 && testShare < 1, "testShare", testShare, "above 0 and below 1");
  }

  /**
   * The data.
   *
   * @param directory where the Wine Quality files are; empty to look in the usual places
   */
  public record DataConfig(String directory) {}
}
