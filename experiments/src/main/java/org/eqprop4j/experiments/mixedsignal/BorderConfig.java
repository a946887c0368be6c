package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * The border between numbers and voltages, in training and in use.
 *
 * @param dacBits resolution of the inputs over the voltage range, 0 for no rounding
 * @param adcBits resolution of the outputs, 0 for no converter
 * @param adcRange outputs are converted between minus and plus this voltage [V]
 * @param noise standard deviation of the noise on each input voltage [V]
 */
public record BorderConfig(int dacBits, int adcBits, double adcRange, double noise) {
  private static final int MOST = 24;

  /** Checks the ranges. */
  public BorderConfig {
    Require.that(dacBits >= 0 && dacBits <= MOST, "dacBits", dacBits, "0 to " + MOST);
    Require.that(adcBits >= 0 && adcBits <= MOST, "adcBits", adcBits, "0 to " + MOST);
    Require.positive("adcRange", adcRange);
    Require.notNegative("noise", noise);
  }

  /** Whether voltages are exact. */
  boolean isIdeal() {
    return dacBits == 0 && adcBits == 0 && noise == 0;
  }
}
