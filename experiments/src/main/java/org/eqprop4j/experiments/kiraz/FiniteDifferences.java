package org.eqprop4j.experiments.kiraz;

import java.util.Optional;

/** The gradient of the loss by central differences: what every estimate is held against. */
final class FiniteDifferences {
  /** Relative change of a weight to either side. */
  private static final double CHANGE = 1e-4;

  private FiniteDifferences() {}

  /**
   * dC/dw of one sample, with C = (t - y)^2 / 2.
   *
   * @param weights as set in the circuit, which is left with them
   * @return empty if an operating point was not found
   */
  static Optional<double[]> gradient(
      PublishedCircuit circuit, double[] weights, PublishedTask task, int sample) {
    double[] gradient = new double[weights.length];
    double[] changed = weights.clone();
    for (int k = 0; k < weights.length; k++) {
      changed[k] = weights[k] * (1 + CHANGE);
      double above = loss(circuit, changed, task, sample);
      changed[k] = weights[k] * (1 - CHANGE);
      double below = loss(circuit, changed, task, sample);
      changed[k] = weights[k];
      gradient[k] = (above - below) / (2 * CHANGE * weights[k]);
    }
    circuit.setWeights(weights);
    for (double value : gradient) {
      if (Double.isNaN(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(gradient);
  }

  private static double loss(
      PublishedCircuit circuit, double[] weights, PublishedTask task, int sample) {
    circuit.setWeights(weights);
    return circuit
        .solve(task.sources(sample))
        .map(state -> task.error(sample, state))
        .map(error -> error * error / 2)
        .orElse(Double.NaN);
  }
}
