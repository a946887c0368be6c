package org.eqprop4j.experiments.kiraz;

import java.util.Optional;
import org.eqprop4j.experiments.kiraz.PublishedCircuit.State;

/**
 * The power-perturbation rule of the published scripts: each conductance is raised by 1 % in turn,
 * both phases are solved again, and the change of the difference of their powers is taken for the
 * gradient.
 */
final class PowerPerturbationRule {
  private static final double RAISE = 0.01;

  private PowerPerturbationRule() {}

  /**
   * Estimates dC/dw with C = (t - y)^2 / 2, from nudging away from the target.
   *
   * @param weights as set in the circuit, which is left with them
   * @param beta nudging current over error [S]
   * @return one value per weight [V^2/S], or empty if an operating point was not found
   */
  static Optional<double[]> gradient(
      PublishedCircuit circuit, double[] weights, PublishedTask task, int sample, double beta) {
    Optional<Double> power = powerOfNudging(circuit, task, sample, beta);
    double[] gradient = new double[weights.length];
    double[] raised = weights.clone();
    for (int k = 0; k < weights.length && power.isPresent(); k++) {
      raised[k] = weights[k] * (1 + RAISE);
      circuit.setWeights(raised);
      Optional<Double> after = powerOfNudging(circuit, task, sample, beta);
      if (after.isEmpty()) {
        circuit.setWeights(weights);
        return Optional.empty();
      }
      gradient[k] = (after.get() - power.get()) / (RAISE * weights[k]) / (2 * beta);
      raised[k] = weights[k];
    }
    circuit.setWeights(weights);
    return power.map(p -> gradient);
  }

  /** Power of the nudged phase minus power of the free phase [W]. */
  private static Optional<Double> powerOfNudging(
      PublishedCircuit circuit, PublishedTask task, int sample, double beta) {
    double[] sources = task.sources(sample);
    Optional<State> free = circuit.solve(sources);
    if (free.isEmpty()) {
      return Optional.empty();
    }
    double error = task.error(sample, free.get());
    return circuit
        .solve(sources, task.injected(-beta * error))
        .map(nudged -> circuit.power(sources, nudged) - circuit.power(sources, free.get()));
  }
}
