package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;

/**
 * Another solver, around whose solutions something else is to be done: to those of whole batches,
 * unless {@link #partSize} says so.
 */
public abstract class ForwardingSolver implements CircuitSolver {
  /** The solver that does the work. */
  protected final CircuitSolver solver;

  protected ForwardingSolver(CircuitSolver solver) {
    this.solver = solver;
  }

  @Override
  public final Circuit circuit() {
    return solver.circuit();
  }

  @Override
  public void setParameters(double[] parameters) {
    solver.setParameters(parameters);
  }

  @Override
  public final Workers workers() {
    return solver.workers();
  }

  @Override
  public final void close() {
    solver.close();
  }
}
