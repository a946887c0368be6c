package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code iris-conductance}. The defaults, with a comment for each key,
 * are in the resource {@code iris-conductance.yaml}.
 *
 * @param seed run n has the seed {@code seed + n - 1}
 * @param threads runs side by side, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param runs of each variant, that differ in split, initial conductances and order of the samples
 * @param testShare part of each class that is tested on
 * @param factor what conductances and learning rate are multiplied by in the second variant
 * @param biasShift how much earlier the diodes conduct in the third variant [V]
 * @param biasShifts of all variants with the factor, 0 and the one above among them [V]
 * @param circuit the circuit of the first variant
 * @param training how that is trained
 * @param loadLines the figure of operating points
 */
public record IrisConductanceConfig(
    long seed,
    int threads,
    String engine,
    int runs,
    double testShare,
    double factor,
    double biasShift,
    List<Double> biasShifts,
    CircuitConfig circuit,
    TrainingConfig training,
    LoadLinesConfig loadLines) {

  /** Checks the ranges. */
  public IrisConductanceConfig {
    Require.atLeast("threads", threads, 0);
    Require.engine(engine);
    Require.atLeast("runs", runs, 1);
    Require.that(testShare > 0 && testShare < 1, "testShare", testShare, "above 0 and below 1");
    Require.that(
        factor > 0 && factor != 1 && Double.isFinite(factor),
        "factor",
        factor,
        "a number above 0 other than 1");
    Require.someOf("biasShifts", biasShifts, Double::isFinite, "that are finite");
    Require.that(
        biasShift != 0 && biasShifts.contains(biasShift),
        "biasShift",
        biasShift,
        "one of the biasShifts other than 0, " + biasShifts);
    // The histograms of conductances are logarithmic.
    Require.positive("circuit.floor", circuit.floor());
    Require.that(biasShifts.contains(0.0), "biasShifts", biasShifts, "0 among them");
    biasShifts = List.copyOf(biasShifts);
  }

  /**
   * The figure of operating points.
   *
   * @param volts Thevenin voltage [V]
   * @param ohms Thevenin resistances [ohm]
   * @param threshold voltage that an ideal diode keeps while it conducts [V]
   */
  public record LoadLinesConfig(double volts, List<Double> ohms, double threshold) {

    /** Checks the ranges. */
    public LoadLinesConfig {
      Require.positive("volts", volts);
      Require.someOf("ohms", ohms, value -> value > 0, "above 0");
      Require.that(
          threshold > 0 && threshold < volts, "threshold", threshold, "above 0 and below volts");
      ohms = List.copyOf(ohms);
    }
  }
}
