package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.BitSet;
import org.eqprop4j.analog.kernel.SharedMatrix;
import org.eqprop4j.analog.kernel.SparseMatrix;

/**
 * What the ways to solve with a circuit's Newton matrix cost per sample, in multiply-adds of
 * products, for the few steps that one factorisation serves. They follow from what is coupled to
 * what alone; which way is taken never depends on parameters.
 */
final class MatrixCosts {
  /** Applications of the Schur complement for the few steps that one factorisation serves. */
  private static final double USUAL_APPLICATIONS = 10;

  /** Solutions for these steps. */
  private static final double USUAL_SOLUTIONS = 2.5;

  /** As few others as this are factored in any case: then nothing depends on iterations. */
  private static final int FEW = 32;

  /** A multiply-add with values of a factor, which waits for memory, in those of products. */
  private static final double FACTORING = 8;

  /** What a row of an elimination program costs beside, for its division and its loops. */
  private static final double PER_ROW = 50;

  /** What an iteration of conjugate gradients costs beside the products, for each unknown. */
  private static final double PER_OTHER = 80;

  private static final double PER_LEAF = 20;

  /** How much more elimination may cost, since iterations can become many and it cannot. */
  private static final double CERTAIN = 1.25;

  private final int leaves;
  private final int others;
  private final double applying;
  private final double eliminatingLeaves;

  /**
   * The costs of a coupling.
   *
   * @param applying multiply-adds of the products with everything that couples unknowns
   */
  MatrixCosts(SharedMatrix coupling, BitSet[] leavesOfOthers, double applying) {
    leaves = coupling.columns();
    others = coupling.rows();
    this.applying = applying;
    eliminatingLeaves =
        coupling instanceof SparseMatrix
            ? eliminating(leavesOfOthers)
            : 0.5 * others * (others + 1.0) * leaves;
  }

  /** Every leaf couples the others that it is coupled to with each other. */
  private double eliminating(BitSet[] leavesOfOthers) {
    int[] degree = new int[leaves];
    for (BitSet set : leavesOfOthers) {
      set.stream().forEach(h -> degree[h]++);
    }
    return Arrays.stream(degree).mapToDouble(d -> 0.5 * d * (d + 1.0)).sum();
  }

  /** The way that is cheapest; elimination is looked at only as far as it can be. */
  MatrixMethod cheapest(MinimumDegree order) {
    if (order.isComplete() && sparse(order) < limit()) {
      return MatrixMethod.SPARSE;
    }
    return isDense() ? MatrixMethod.DENSE : MatrixMethod.ITERATIVE;
  }

  /** Multiply-adds that an elimination may take to be the cheapest way. */
  double mostEliminating() {
    return limit() / FACTORING;
  }

  private boolean isDense() {
    return others <= FEW || forming() <= USUAL_APPLICATIONS * applying;
  }

  /** What elimination may cost to be taken. */
  private double limit() {
    return isDense() ? dense() : CERTAIN * iterative();
  }

  private double forming() {
    return eliminatingLeaves + FACTORING * factoring();
  }

  private double dense() {
    return forming() + USUAL_SOLUTIONS * (applying + FACTORING * others * others);
  }

  private double iterative() {
    return USUAL_APPLICATIONS * (applying + PER_OTHER * others + PER_LEAF * leaves);
  }

  private double sparse(MinimumDegree order) {
    return eliminating(order) + USUAL_SOLUTIONS * substituting(order);
  }

  private double eliminating(MinimumDegree order) {
    return FACTORING * order.multiplyAdds() + PER_ROW * (leaves + others);
  }

  private double substituting(MinimumDegree order) {
    return FACTORING * 2 * order.entries() + PER_ROW * (leaves + others);
  }

  /**
   * Whether eliminating costs more than the further steps of a matrix that is kept, with all their
   * diodes.
   */
  boolean isWorthKeeping(MinimumDegree order) {
    return eliminating(order) > MethodCosts.PER_STEPPED * (leaves + others);
  }

  /** A factorisation and a solution with it; 0 without one. */
  double step(MatrixMethod method, MinimumDegree order) {
    return switch (method) {
      case DENSE -> forming() + applying;
      case SPARSE -> eliminating(order) + substituting(order);
      case ITERATIVE -> 0;
    };
  }

  /** Multiply-adds of forming and factoring the dense Schur complement. */
  double denseMatrix() {
    return eliminatingLeaves + factoring();
  }

  private double factoring() {
    return others * (others + 1.0) * others / 6;
  }
}
