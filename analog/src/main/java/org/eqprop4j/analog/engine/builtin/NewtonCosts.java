package org.eqprop4j.analog.engine.builtin;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.Workers;

/**
 * Multiply-adds per sample of Newton's method in a circuit, as counted in docs/performance.md.
 *
 * @param sources the currents that the inputs drive, once for each solve
 * @param gradient the products that Kirchhoff's law takes at a point, without diodes
 * @param diodes number of diodes that are evaluated at a point
 * @param matrix forming and factoring the matrix of a step
 * @param solution solving with it; of conjugate gradients the most that they can take
 */
public record NewtonCosts(
    double sources, double gradient, double diodes, double matrix, double solution) {

  /** The costs with these parameters. */
  public static NewtonCosts of(Circuit circuit, double[] parameters) {
    ReducedSystem system = new ReducedSystem(circuit);
    try (Workers alone = new Workers(1)) {
      system.setParameters(parameters, alone);
    }
    double coupled = system.couplingCost();
    double others = system.others;
    return new NewtonCosts(
        system.drive.size(),
        coupled,
        system.diodes.stream().mapToInt(bank -> bank.size).sum(),
        system.direct ? system.formingCost : 0,
        system.direct
            ? coupled + others * others
            : (new MethodCosts(system).conjugateIterations() + 1) * coupled);
  }
}
