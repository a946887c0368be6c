package org.eqprop4j.experiments.ebana;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.experiments.config.Require;

/**
 * A circuit of one hidden layer, see {@link HiddenLayerCircuit}.
 *
 * @param hidden hidden nodes
 * @param gain of the amplifiers
 * @param folded whether an output is the difference of two nodes
 * @param diode two of these limit each hidden node, one from above and one from below
 * @param diodeBias in series with each of them [V]
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
    DiodeModel diode,
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

  /** The same with other diodes and another voltage in series with them [V]. */
  CircuitConfig withDiodes(DiodeModel model, double bias) {
    return new CircuitConfig(
        hidden, gain, folded, model, bias, biasVoltage, initialHigh, floor, ceiling, voltageRange);
  }

  /** The same with all conductances, start and bounds, multiplied. */
  CircuitConfig withConductancesTimes(double factor) {
    return new CircuitConfig(
        hidden,
        gain,
        folded,
        diode,
        diodeBias,
        biasVoltage,
        initialHigh * factor,
        floor * factor,
        ceiling * factor,
        voltageRange);
  }
}
