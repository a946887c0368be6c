package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * The circuit that classifies and what drives it.
 *
 * @param hidden hidden nodes
 * @param gain voltage gain of the amplifiers behind the hidden nodes
 * @param diode the pair of diodes at each hidden node
 * @param conductance the programmable conductances
 * @param biasVoltage voltage of the bias input [V]
 * @param voltageRange inputs lie between minus and plus this voltage [V]
 * @param clip standard deviations of a feature that the voltage range stands for
 * @param softmaxScale factor from output voltage to logit [1/V]
 */
public record CircuitConfig(
    int hidden,
    double gain,
    DiodeConfig diode,
    ConductanceConfig conductance,
    double biasVoltage,
    double voltageRange,
    double clip,
    double softmaxScale) {

  /** Checks the ranges. */
  public CircuitConfig {
    Require.atLeast("hidden", hidden, 1);
    Require.positive("gain", gain);
    Require.finite("biasVoltage", biasVoltage);
    Require.positive("voltageRange", voltageRange);
    Require.positive("clip", clip);
    Require.positive("softmaxScale", softmaxScale);
  }
}
