package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * Factors the Newton matrix of every lane and solves with it. The leaves are eliminated first;
 * their Schur complement S = D_o - B D_l^-1 B' on the others is factored as L D L'. Only the
 * diagonals differ between lanes, so S is one product of a matrix of scalars, the same for all,
 * with the reciprocals of the leaves' diagonals.
 */
final class Factorization implements NewtonMatrix {
  private final ReducedSystem system;
  private final SchurProducts products;
  private final double[] leafInverse;
  private final double[] schur;
  private final double[] factor;
  private final double[] pivotInverse;
  private final double[] scaledLeaves;

  Factorization(ReducedSystem system) {
    this.system = system;
    products = new SchurProducts(system);
    leafInverse = new double[system.leaves * LANES];
    schur = new double[Math.multiplyExact(SchurProducts.row(system.others, 0), LANES)];
    factor = new double[schur.length - system.others * LANES];
    pivotInverse = new double[system.others * LANES];
    scaledLeaves = new double[system.leaves * LANES];
  }

  @Override
  public boolean isWorthKeeping() {
    return true;
  }

  @Override
  public double stepError() {
    return NewtonTile.STEP_ERROR;
  }

  @Override
  public void factor(double[] diagonal) {
    for (int i = 0; i < leafInverse.length; i++) {
      leafInverse[i] = 1 / diagonal[i];
    }
    Arrays.fill(schur, 0);
    for (int i = 0; i < system.others; i++) {
      for (int j = 0; system.othersCoupled && j < i; j++) {
        int at = SchurProducts.row(i, j) * LANES;
        Arrays.fill(schur, at, at + LANES, system.otherMatrix.get(i, j));
      }
      int at = SchurProducts.row(i, i) * LANES;
      System.arraycopy(diagonal, (system.leaves + i) * LANES, schur, at, LANES);
    }
    Kernels kernels = Kernels.active();
    kernels.multiplyAdd(products.matrix(), leafInverse, 0, schur, 0);
    kernels.factor(schur, factor, pivotInverse, system.others);
  }

  @Override
  public void solve(double[] rightSide, double[] solution, double relativeError) {
    Kernels kernels = Kernels.active();
    int leaves = system.leaves * LANES;
    for (int i = 0; i < leaves; i++) {
      // With the sign that turns the products below into differences.
      scaledLeaves[i] = -rightSide[i] * leafInverse[i];
    }
    System.arraycopy(rightSide, leaves, solution, leaves, system.others * LANES);
    kernels.multiplyAdd(system.coupling, scaledLeaves, 0, solution, leaves);
    kernels.solve(factor, pivotInverse, system.others, solution, leaves);
    Arrays.fill(solution, 0, leaves, 0);
    kernels.multiplyAdd(system.couplingTransposed, solution, leaves, solution, 0);
    for (int i = 0; i < leaves; i++) {
      solution[i] = -scaledLeaves[i] - solution[i] * leafInverse[i];
    }
  }
}
