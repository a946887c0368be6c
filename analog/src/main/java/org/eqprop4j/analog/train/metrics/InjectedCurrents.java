package org.eqprop4j.analog.train.metrics;

/**
 * The size of the nudging currents of a batch.
 *
 * @param rms root of the mean square over output nodes and samples [A]
 * @param largest largest magnitude [A]
 */
public record InjectedCurrents(double rms, double largest) {

  /** Of all output nodes and samples [A]. */
  public static InjectedCurrents of(double[] currents) {
    double squares = 0;
    double largest = 0;
    for (double amperes : currents) {
      squares += amperes * amperes;
      largest = Math.max(largest, Math.abs(amperes));
    }
    return new InjectedCurrents(
        currents.length == 0 ? 0 : Math.sqrt(squares / currents.length), largest);
  }
}
