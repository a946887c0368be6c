package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.engine.builtin.LaneKernels.LANES;

import java.util.Arrays;

/**
 * Factors and solves the Newton matrix of every lane: H plus the lane's diode conductances on the
 * diagonal. The leaves are eliminated first; their Schur complement S = D_o - B D_l^-1 B' on the
 * others is factored as L D L'. Only the diagonals differ between lanes, so B stays scalar.
 */
final class Factorization {
  private final ReducedSystem system;
  private final double[] leafInverse;
  private final double[] schur;
  private final double[] pivotInverse;
  private final double[] coefficients;
  private final double[] row;
  private final double[] scaledLeaves;

  Factorization(ReducedSystem system) {
    this.system = system;
    leafInverse = new double[system.leaves * LANES];
    schur = new double[Math.multiplyExact(system.otherCoupling.length, LANES)];
    pivotInverse = new double[system.others * LANES];
    coefficients = new double[system.leaves];
    row = new double[LANES];
    scaledLeaves = new double[system.leaves * LANES];
  }

  /** Factors with the given diagonal, {@code unknowns x LANES} [S]. */
  void factor(double[] diagonal) {
    int leaves = system.leaves;
    for (int h = 0; h < leaves; h++) {
      LaneKernels.reciprocal(diagonal, h * LANES, leafInverse, h * LANES);
    }
    for (int i = 0; i < system.others; i++) {
      for (int j = 0; j <= i; j++) {
        int s = index(i, j);
        for (int h = 0; h < leaves; h++) {
          coefficients[h] = -system.coupling[i * leaves + h] * system.coupling[j * leaves + h];
        }
        if (i == j) {
          System.arraycopy(diagonal, (leaves + i) * LANES, schur, s, LANES);
        } else {
          LaneKernels.fill(system.otherCoupling[i * (i + 1) / 2 + j], schur, s);
        }
        LaneKernels.accumulate(coefficients, 0, leaves, leafInverse, 0, schur, s);
      }
    }
    for (int p = 0; p < system.others; p++) {
      LaneKernels.reciprocal(schur, index(p, p), pivotInverse, p * LANES);
      for (int i = p + 1; i < system.others; i++) {
        LaneKernels.multiply(schur, index(i, p), pivotInverse, p * LANES, row, 0);
        for (int j = p + 1; j <= i; j++) {
          LaneKernels.subtractProduct(row, 0, schur, index(j, p), schur, index(i, j));
        }
      }
      for (int i = p + 1; i < system.others; i++) {
        LaneKernels.multiply(schur, index(i, p), pivotInverse, p * LANES, schur, index(i, p));
      }
    }
  }

  /**
   * Solves in every lane.
   *
   * @param rightSide {@code unknowns x LANES} [A], not changed
   * @param solution {@code unknowns x LANES} [V], written
   */
  void solve(double[] rightSide, double[] solution) {
    int leaves = system.leaves;
    int others = system.others;
    for (int h = 0; h < leaves; h++) {
      LaneKernels.multiply(rightSide, h * LANES, leafInverse, h * LANES, scaledLeaves, h * LANES);
    }
    System.arraycopy(rightSide, leaves * LANES, solution, leaves * LANES, others * LANES);
    for (int i = 0; i < others; i++) {
      int at = (leaves + i) * LANES;
      Arrays.fill(row, 0);
      LaneKernels.accumulate(system.coupling, i * leaves, leaves, scaledLeaves, 0, row, 0);
      LaneKernels.addScaled(-1, row, 0, solution, at);
      for (int j = 0; j < i; j++) {
        LaneKernels.subtractProduct(
            schur, index(i, j), solution, (leaves + j) * LANES, solution, at);
      }
    }
    for (int i = others - 1; i >= 0; i--) {
      int at = (leaves + i) * LANES;
      LaneKernels.multiply(solution, at, pivotInverse, i * LANES, solution, at);
    }
    for (int i = others - 1; i >= 0; i--) {
      for (int j = 0; j < i; j++) {
        LaneKernels.subtractProduct(
            schur, index(i, j), solution, (leaves + i) * LANES, solution, (leaves + j) * LANES);
      }
    }
    for (int h = 0; h < leaves; h++) {
      Arrays.fill(row, 0);
      LaneKernels.accumulate(
          system.couplingTransposed, h * others, others, solution, leaves, row, 0);
      System.arraycopy(scaledLeaves, h * LANES, solution, h * LANES, LANES);
      LaneKernels.subtractProduct(row, 0, leafInverse, h * LANES, solution, h * LANES);
    }
  }

  private static int index(int i, int j) {
    return (i * (i + 1) / 2 + j) * LANES;
  }
}
