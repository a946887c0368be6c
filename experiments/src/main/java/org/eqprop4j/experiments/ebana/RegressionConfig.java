package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.experiments.config.Require;

/**
 * What decides the outcome of {@code regression-landscape}. The defaults, with a comment for each
 * key, are in the resource {@code regression-landscape.yaml}.
 *
 * @param seed of the initial conductances, the noise of the data and their order
 * @param threads no effect: one sample after the other is less work than threads are
 * @param data the line to be learned
 * @param circuit the circuit
 * @param training how it is trained
 * @param snapshots epochs after which the energy is shown, 0 for the untrained circuit
 * @param grid the part of the plane of input and output in which it is
 */
public record RegressionConfig(
    long seed,
    int threads,
    DataConfig data,
    CircuitConfig circuit,
    TrainingConfig training,
    List<Integer> snapshots,
    GridConfig grid) {

  /** Checks the ranges. */
  public RegressionConfig {
    Require.atLeast("threads", threads, 0);
    Require.that(
        !snapshots.isEmpty()
            && snapshots.stream().distinct().count() == snapshots.size()
            && snapshots.stream().allMatch(e -> e >= 0 && e <= training.epochs()),
        "snapshots",
        snapshots,
        "a list of different epochs from 0 to training.epochs, " + training.epochs());
    snapshots = snapshots.stream().sorted().toList();
  }

  /**
   * The line: what the circuit would answer with certain conductances, plus noise.
   *
   * @param samples points of the line, at equal distances
   * @param low least input [V]
   * @param high largest input [V]
   * @param inputConductance G1 of the line [S]
   * @param biasConductance G2 of the line [S]
   * @param noise standard deviation of the targets' noise [V]
   */
  public record DataConfig(
      int samples,
      double low,
      double high,
      double inputConductance,
      double biasConductance,
      double noise) {

    /** Checks the ranges. */
    public DataConfig {
      Require.atLeast("samples", samples, 2);
      Require.finite("low", low);
      Require.that(high > low && Double.isFinite(high), "high", high, "above low, " + low);
      Require.positive("inputConductance", inputConductance);
      Require.positive("biasConductance", biasConductance);
      Require.notNegative("noise", noise);
    }
  }

  /**
   * The circuit of Figure 2B.
   *
   * @param biasVoltage of the second input [V]
   * @param threshold at which the diode begins to conduct [V]
   * @param onResistance of the conducting diode [ohm]
   * @param initialLow conductances start uniformly between this and the next [S]
   * @param initialHigh see above [S]
   * @param floor least conductance [S]
   * @param ceiling largest conductance [S]
   */
  public record CircuitConfig(
      double biasVoltage,
      double threshold,
      double onResistance,
      double initialLow,
      double initialHigh,
      double floor,
      double ceiling) {

    /** Checks the ranges. */
    public CircuitConfig {
      Require.finite("biasVoltage", biasVoltage);
      Require.notNegative("threshold", threshold);
      Require.positive("onResistance", onResistance);
      Require.positive("floor", floor);
      Require.that(
          ceiling > floor && Double.isFinite(ceiling), "ceiling", ceiling, "above the floor");
      Require.that(
          initialLow >= floor && initialLow <= initialHigh,
          "initialLow",
          initialLow,
          "from the floor, " + floor + ", to initialHigh");
      Require.that(
          initialHigh <= ceiling, "initialHigh", initialHigh, "at most the ceiling, " + ceiling);
    }
  }

  /**
   * The training.
   *
   * @param epochs passes over the line
   * @param batchSize samples per update
   * @param learningRate Adam's rate [S]
   */
  public record TrainingConfig(int epochs, int batchSize, double learningRate) {

    /** Checks the ranges. */
    public TrainingConfig {
      Require.atLeast("epochs", epochs, 1);
      Require.atLeast("batchSize", batchSize, 1);
      Require.positive("learningRate", learningRate);
    }
  }

  /**
   * The grid on which the energy is computed, between the least and the largest input.
   *
   * @param outputLow least output [V]
   * @param outputHigh largest output [V]
   * @param columns different inputs
   * @param rows different outputs
   */
  public record GridConfig(double outputLow, double outputHigh, int columns, int rows) {

    /** Checks the ranges. */
    public GridConfig {
      Require.finite("outputLow", outputLow);
      Require.that(
          outputHigh > outputLow && Double.isFinite(outputHigh),
          "outputHigh",
          outputHigh,
          "above outputLow, " + outputLow);
      Require.atLeast("columns", columns, 2);
      Require.atLeast("rows", rows, 2);
    }
  }
}
