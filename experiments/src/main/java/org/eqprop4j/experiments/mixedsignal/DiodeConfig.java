package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Shockley diodes, two at each hidden node in opposite directions, each in series with a bias.
 *
 * @param saturationCurrent IS [A]
 * @param emission emission coefficient N [1]
 * @param temperature junction temperature [degrees Celsius]
 * @param bias voltage of the series source [V]
 */
public record DiodeConfig(
    double saturationCurrent, double emission, double temperature, double bias) {
  private static final double ABSOLUTE_ZERO_CELSIUS = -273.15;

  /** Checks the ranges. */
  public DiodeConfig {
    Require.positive("saturationCurrent", saturationCurrent);
    Require.positive("emission", emission);
    Require.that(
        temperature > ABSOLUTE_ZERO_CELSIUS && Double.isFinite(temperature),
        "temperature",
        temperature,
        "degrees Celsius above absolute zero, " + ABSOLUTE_ZERO_CELSIUS);
    Require.finite("bias", bias);
  }
}
