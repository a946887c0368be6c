package org.eqprop4j.analog.engine.builtin;

/**
 * The Newton matrix of every lane, H plus the lane's diode conductances on the diagonal, as far as
 * steps need it.
 */
interface NewtonMatrix {

  /** The matrix of a system in the form that suits it. */
  static NewtonMatrix of(ReducedSystem system) {
    return switch (system.matrixMethod) {
      case DENSE -> new Factorization(system);
      case SPARSE -> new SparseFactorization(system);
      case ITERATIVE -> new ConjugateGradients(system);
    };
  }

  /** Takes over the diagonals, {@code unknowns x LANES} [S]. */
  void factor(double[] diagonal);

  /**
   * Solves in every lane.
   *
   * @param rightSide {@code unknowns x LANES} [A], not changed
   * @param solution {@code unknowns x LANES} [V], written
   * @param relativeError how large an error is allowed, against the solution; what solves directly
   *     leaves none but rounding
   */
  void solve(double[] rightSide, double[] solution, double relativeError);

  /**
   * How far a solution to {@link NewtonTile#STEP_ERROR} may be off, against its largest voltage.
   */
  double stepError();

  /** Iterations made so far, summed over the lanes. */
  default long iterations() {
    return 0;
  }

  /** Whether a matrix that was factored is cheaper to solve with than a new one. */
  boolean isWorthKeeping();
}
