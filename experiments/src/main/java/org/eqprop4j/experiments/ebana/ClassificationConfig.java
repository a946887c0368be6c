package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.analog.engine.Engines;
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
    List<String> engines = Engines.names();
    Require.that(
        engines.contains(engine), "engine", engine, "one of " + String.join(", ", engines));
    Require.atLeast("runs", runs, 1);
    Require.that(testShare >= 0 && testShare < 1, "testShare", testShare, "from 0 to below 1");
  }

  /**
   * The circuit.
   *
   * @param hidden hidden nodes
   * @param gain of the amplifiers
   * @param folded whether an output is the difference of two nodes
   * @param saturationCurrent IS of the diodes [A]
   * @param diodeBias in series with each of the two diodes of a hidden node [V]
   * @param biasVoltage of the bias input [V]
   * @param initialHigh conductances start uniformly between 0 and this [S]
   * @param floor least conductance [S]
   * @param ceiling largest conductance [S]
   * @param voltageRange features reach from minus to plus this [V]
   */
  public record CircuitConfig(
      int hidden,
      double gain,
      boolean folded,
      double saturationCurrent,
      double diodeBias,
      double biasVoltage,
      double initialHigh,
      double floor,
      double ceiling,
      double voltageRange) {

    /** Checks the ranges. */
    public CircuitConfig {
      Require.atLeast("hidden", hidden, 1);
      Require.positive("gain", gain);
      Require.positive("saturationCurrent", saturationCurrent);
      Require.finite("diodeBias", diodeBias);
      Require.finite("biasVoltage", biasVoltage);
      Require.positive("initialHigh", initialHigh);
      Require.notNegative("floor", floor);
      Require.that(
          ceiling >= initialHigh && Double.isFinite(ceiling),
          "ceiling",
          ceiling,
          "at least initialHigh, " + initialHigh);
      Require.positive("voltageRange", voltageRange);
    }
  }

  /** What is made small. */
  public enum LossKind {
    /** Squared distance from the target voltage. */
    SQUARED,
    /** Cross-entropy of the softmax. */
    SOFTMAX
  }

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

    /** Checks the ranges. */
    public TrainingConfig {
      Require.atLeast("epochs", epochs, 1);
      Require.atLeast("batchSize", batchSize, 1);
      Require.positive("scale", scale);
      Require.positive("learningRate", learningRate);
    }
  }
}
