package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import org.eqprop4j.analog.kernel.EliminationProgram;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * Factors the Newton matrix of every lane by the circuit's own elimination program, in an order
 * that keeps what is coupled to little sparse.
 */
final class SparseFactorization implements NewtonMatrix {
  private final EliminationProgram program;
  private final boolean worthKeeping;
  private final double[] factor;
  private final double[] pivotInverse;

  SparseFactorization(ReducedSystem system) {
    program = system.elimination.program;
    worthKeeping = system.elimination.worthKeeping;
    factor = new double[program.factorLength()];
    pivotInverse = new double[system.unknowns * LANES];
  }

  @Override
  public boolean isWorthKeeping() {
    return worthKeeping;
  }

  @Override
  public double stepError() {
    return NewtonTile.STEP_ERROR;
  }

  @Override
  public void factor(double[] diagonal) {
    Kernels.active().factor(program, diagonal, factor, pivotInverse);
  }

  @Override
  public void solve(double[] rightSide, double[] solution, double relativeError) {
    System.arraycopy(rightSide, 0, solution, 0, rightSide.length);
    Kernels.active().solve(program, factor, pivotInverse, solution);
  }
}
