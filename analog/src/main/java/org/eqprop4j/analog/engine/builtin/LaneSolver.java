package org.eqprop4j.analog.engine.builtin;

import org.eqprop4j.analog.engine.OperatingPoints.Status;

/** A way to solve a tile, the samples in the lanes of plain arrays. */
interface LaneSolver {

  /** K f + k + injected currents, {@code unknowns x LANES} [A]: set before starting. */
  double[] rightSide();

  /** The unknowns, {@code unknowns x LANES} [V]: set before a warm start, read after solving. */
  double[] x();

  /** Starts from nothing. */
  void startCold();

  /**
   * Starts from the unknowns set before.
   *
   * @param change of the right-hand side since these were the solution, {@code unknowns x LANES}
   */
  void startWarm(double[] change);

  /**
   * Starts from the last solution.
   *
   * @param change of the right-hand side since then, {@code unknowns x LANES}
   */
  void startFromLast(double[] change);

  /** Starts one lane from the unknowns set in it, after {@link #startFromLast}. */
  void startWarm(int lane);

  /** Solves the first {@code lanes} lanes after one of the starts. */
  void solve(int lanes);

  Status status(int lane);

  /** Largest violation of Kirchhoff's law at an unknown [A]. */
  double residual(int lane);

  int iterations(int lane);
}
