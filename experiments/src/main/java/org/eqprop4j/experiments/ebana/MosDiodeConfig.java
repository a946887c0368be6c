package org.eqprop4j.experiments.ebana;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code mos-diode}. The defaults, with a comment for each key, are in
 * the resource {@code mos-diode.yaml}.
 *
 * @param seed run n has the seed {@code seed + n - 1}
 * @param threads runs side by side, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param runs with each device, that differ in split, initial conductances and order of the samples
 * @param testShare part of each class that is tested on
 * @param circuit the circuit with the diodes
 * @param replacement what takes their place
 * @param training how both are trained
 */
public record MosDiodeConfig(
    long seed,
    int threads,
    String engine,
    int runs,
    double testShare,
    CircuitConfig circuit,
    ReplacementConfig replacement,
    TrainingConfig training) {

  /** Checks the ranges. */
  public MosDiodeConfig {
    Require.atLeast("threads", threads, 0);
    Require.engine(engine);
    Require.atLeast("runs", runs, 1);
    Require.that(testShare > 0 && testShare < 1, "testShare", testShare, "above 0 and below 1");
  }

  /**
   * The device that takes the diodes' place.
   *
   * @param diode the device
   * @param diodeBias in series with each of the two at a hidden node [V]
   */
  public record ReplacementConfig(DiodeModel diode, double diodeBias) {

    /** Checks the range. */
    public ReplacementConfig {
      Require.finite("diodeBias", diodeBias);
    }
  }
}
