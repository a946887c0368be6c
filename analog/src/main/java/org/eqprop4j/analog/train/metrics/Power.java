package org.eqprop4j.analog.train.metrics;

/**
 * Electrical power of a circuit in one operating point, by class of element [W]. What sources and
 * amplifiers deliver is what resistors and diodes turn into heat (Tellegen's theorem).
 *
 * @param sources delivered by all ideal sources: inputs, biases, those in series with diodes,
 *     injected currents; negative if they take up more than they give
 * @param amplifiers delivered by the amplifiers' outputs less what their inputs take up: drawn from
 *     supplies that are not part of the circuit
 * @param resistors turned into heat in conductances
 * @param diodes turned into heat in diodes and other nonlinear devices
 */
public record Power(double sources, double amplifiers, double resistors, double diodes) {

  /** All that is turned into heat [W]. */
  public double total() {
    return resistors + diodes;
  }

  /**
   * Energy of an inference [J] that keeps the circuit powered for some time. How long it takes to
   * settle depends on capacitances, of which an operating point knows nothing.
   */
  public double energy(double seconds) {
    return total() * seconds;
  }

  /** The sum. */
  Power plus(Power other) {
    return new Power(
        sources + other.sources,
        amplifiers + other.amplifiers,
        resistors + other.resistors,
        diodes + other.diodes);
  }

  /** The same times a number. */
  Power times(double factor) {
    return new Power(factor * sources, factor * amplifiers, factor * resistors, factor * diodes);
  }
}
