package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Start and bounds of the programmable conductances, all in siemens.
 *
 * @param initialLow least value drawn at the start (then raised to the floor if below)
 * @param initialHigh largest value drawn at the start
 * @param floor least value ever
 * @param ceiling largest value ever
 */
public record ConductanceConfig(
    double initialLow, double initialHigh, double floor, double ceiling) {

  /** Checks the ranges. */
  public ConductanceConfig {
    Require.notNegative("initialLow", initialLow);
    Require.that(
        initialHigh > initialLow && Double.isFinite(initialHigh),
        "initialHigh",
        initialHigh,
        "more than initialLow, " + initialLow);
    Require.notNegative("floor", floor);
    Require.that(
        ceiling > floor && ceiling >= initialHigh && Double.isFinite(ceiling),
        "ceiling",
        ceiling,
        "more than floor, " + floor + ", and at least initialHigh, " + initialHigh);
  }
}
