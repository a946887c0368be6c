package org.eqprop4j.analog.engine.builtin;

/** What the slopes of the energy at both ends of a step say about its change. */
final class EnergyChange {
  private EnergyChange() {}

  /**
   * The most that the energy can have changed. Over a step of r times the voltage at which diodes
   * bend, its curvature changes by a factor of e^2r at most. The energy falls the least if the
   * curvature is largest first; then the mean slope lies e^r times as close to the last one as to
   * the first.
   *
   * @param slope along the step at its start [W]
   * @param slopeAfter at its end [W]
   * @param bends r
   */
  static double most(double slope, double slopeAfter, double bends) {
    double closeness = Math.exp(bends);
    return (slope + closeness * slopeAfter) / (1 + closeness);
  }
}
