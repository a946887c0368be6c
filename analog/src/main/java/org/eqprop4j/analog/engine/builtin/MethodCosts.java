package org.eqprop4j.analog.engine.builtin;

/**
 * What the two methods cost per sample from a cold start, in multiply-adds, as foretold from sizes
 * and conductances. The same parameters always give the same choice.
 */
final class MethodCosts {
  /** How far a cold start is off [V]. */
  private static final double START_ERROR = 1;

  /** Newton steps that piecewise linear diodes usually take; without diodes one does. */
  private static final int USUAL_STEPS = 2;

  /**
   * What an unknown costs beside the products, in a sweep and in a Newton step with its diodes and
   * its tests, as measured on heads from 9-10-6 to 1568-1024-20.
   */
  private static final double PER_SETTLED = 60;

  static final double PER_STEPPED = 1000;

  private final ReducedSystem system;

  MethodCosts(ReducedSystem system) {
    this.system = system;
  }

  /** Whether coordinate descent is foretold to be cheaper than Newton's method. */
  boolean favourDescent(double voltageTolerance) {
    return system.contraction < 1 && descent(voltageTolerance) < newton();
  }

  /** Each sweep leaves the contraction's part of the error; a last product checks. */
  private double descent(double voltageTolerance) {
    double sweeps =
        1 + Math.max(0, Math.log(voltageTolerance / START_ERROR) / Math.log(system.contraction));
    return (sweeps + 1) * (system.couplingCost() + PER_SETTLED * system.unknowns);
  }

  private double newton() {
    double steps = system.diodes.isEmpty() ? 1 : USUAL_STEPS;
    double solving =
        system.matrixMethod == MatrixMethod.ITERATIVE
            ? (conjugateIterations() + 1) * system.couplingCost()
            : system.factoredStepCost;
    return steps * (solving + system.couplingCost() + PER_STEPPED * system.unknowns);
  }

  /**
   * Iterations until the error of a step is small enough, at most: the contraction bounds the
   * eigenvalues of the preconditioned Schur complement away from 0.
   */
  private double conjugateIterations() {
    double root = Math.sqrt(1 / (1 - system.contraction));
    return Math.log(2 / NewtonTile.STEP_ERROR) / Math.log((root + 1) / (root - 1));
  }
}
