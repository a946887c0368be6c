package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;

/**
 * Multiply-adds per sample of Newton's method in a circuit, as counted in docs/performance.md. One
 * in single precision counts half, since a vector holds twice as many.
 *
 * @param sources the currents that the inputs drive, once for each solve
 * @param gradient the products that Kirchhoff's law takes at a point, without diodes
 * @param diodes number of diodes that are evaluated at a point
 * @param matrix forming and factoring the matrix of a step
 * @param solution solving with it, without iterations of conjugate gradients
 * @param iteration one of these, 0 where the matrix is factored
 */
public record SolvingCosts(
    double sources,
    double gradient,
    double diodes,
    double matrix,
    double solution,
    double iteration) {

  /** An engine that knows its costs. */
  public interface Known {
    /** The costs of a circuit with these parameters. */
    SolvingCosts costs(Circuit circuit, double[] parameters);
  }

  /** A solver that counts what depends on the samples and is in none of its results. */
  public interface Counted {
    /**
     * Iterations of conjugate gradients so far, summed over the samples. Not to be called while it
     * solves.
     */
    long matrixIterations();
  }
}
