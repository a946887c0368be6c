package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;

/**
 * Multiply-adds per sample of Newton's method in a circuit, as counted in docs/performance.md.
 *
 * @param sources the currents that the inputs drive, once for each solve
 * @param gradient the products that Kirchhoff's law takes at a point, without diodes
 * @param diodes number of diodes that are evaluated at a point
 * @param matrix forming and factoring the matrix of a step
 * @param solution solving with it; of conjugate gradients the most that they can take
 */
public record SolvingCosts(
    double sources, double gradient, double diodes, double matrix, double solution) {

  /** An engine that knows its costs. */
  public interface Known {
    /** The costs of a circuit with these parameters. */
    SolvingCosts costs(Circuit circuit, double[] parameters);
  }
}
