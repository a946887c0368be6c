package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.kernel.SingleMatrix;

/**
 * Solves with the Newton matrix where layers are too wide to factor it. The leaves are eliminated;
 * the Schur complement on the others is applied, never formed, in the method of conjugate gradients
 * preconditioned by the others' diagonal (Hestenes and Stiefel 1952). What acts back from a layer
 * on the one before is weak, so that few iterations do. Each is two products with the coupling, in
 * single precision where that suffices for the error that is allowed.
 *
 * <p>A solution that is cut short is still a direction in which the energy falls: started from 0,
 * every iterate has a positive product with the right-hand side.
 */
final class ConjugateGradients implements NewtonMatrix {
  private static final int MOST_ITERATIONS = 500;

  /** The error of a step where its bound is worse: steps then end only when they are tiny. */
  private static final double UNPROVEN = 0.3;

  private final ReducedSystem system;
  private final double[] leafInverse;
  private final double[] otherInverse;
  private final double[] otherDiagonal;
  private final double[] scaledLeaves;
  private final double[] leaves;
  private final double[] y;
  private final double[] residual;
  private final double[] preconditioned;
  private final double[] direction;
  private final double[] image;
  private final double[] scaled;
  private final double[] product = new double[LANES];
  private final double[] limit = new double[LANES];
  private final double[] curvature = new double[LANES];
  private final double[] factor = new double[LANES];

  /** What products in single precision read and write, and whether they are used. */
  private final float[] singleLeaves;

  private final float[] singleOthers;
  private boolean single;
  private long iterations;

  ConjugateGradients(ReducedSystem system) {
    this.system = system;
    int leafValues = system.leaves * LANES;
    int otherValues = system.others * LANES;
    leafInverse = new double[leafValues];
    scaledLeaves = new double[leafValues];
    leaves = new double[leafValues];
    otherInverse = new double[otherValues];
    otherDiagonal = new double[otherValues];
    y = new double[otherValues];
    residual = new double[otherValues];
    preconditioned = new double[otherValues];
    direction = new double[otherValues];
    image = new double[otherValues];
    scaled = new double[otherValues];
    SingleCoupling coupling = system.single;
    singleLeaves = new float[coupling == null ? 0 : coupling.transposed.paddedRows() * LANES];
    singleOthers = new float[coupling == null ? 0 : coupling.matrix.paddedRows() * LANES];
  }

  @Override
  public boolean isWorthKeeping() {
    return false;
  }

  @Override
  public long iterations() {
    return iterations;
  }

  /** What remains of the residual, times the matrix's condition as the contraction bounds it. */
  @Override
  public double stepError() {
    double q = system.contraction;
    return q < 1 ? Math.min(UNPROVEN, NewtonTile.STEP_ERROR * (1 + q) / (1 - q)) : UNPROVEN;
  }

  @Override
  public void factor(double[] diagonal) {
    for (int i = 0; i < leafInverse.length; i++) {
      leafInverse[i] = 1 / diagonal[i];
    }
    System.arraycopy(diagonal, leafInverse.length, otherDiagonal, 0, otherDiagonal.length);
    for (int i = 0; i < otherInverse.length; i++) {
      otherInverse[i] = 1 / otherDiagonal[i];
    }
  }

  @Override
  public void solve(double[] rightSide, double[] solution, double relativeError) {
    single = system.single != null && system.single.suffices(relativeError);
    int others = leaves.length;
    for (int i = 0; i < others; i++) {
      // With the sign that turns the product below into a difference.
      scaledLeaves[i] = -rightSide[i] * leafInverse[i];
    }
    System.arraycopy(rightSide, others, residual, 0, residual.length);
    addFromLeaves(scaledLeaves, residual);
    iterate(relativeError);
    System.arraycopy(y, 0, solution, others, y.length);
    Arrays.fill(leaves, 0);
    addFromOthers(y, leaves);
    for (int i = 0; i < others; i++) {
      solution[i] = -scaledLeaves[i] - leaves[i] * leafInverse[i];
    }
  }

  /** From the residual of y = 0 to y. A lane that is done keeps its y. */
  private void iterate(double relativeError) {
    Kernels kernels = Kernels.active();
    Arrays.fill(y, 0);
    precondition();
    System.arraycopy(preconditioned, 0, direction, 0, direction.length);
    kernels.sumProducts(residual, preconditioned, system.others, product);
    for (int l = 0; l < LANES; l++) {
      limit[l] = relativeError * relativeError * product[l];
    }
    for (int i = 0; i < MOST_ITERATIONS && anyLeft(); i++) {
      applySchur();
      kernels.sumProducts(direction, image, system.others, curvature);
      for (int l = 0; l < LANES; l++) {
        boolean left = product[l] > limit[l];
        factor[l] = left ? product[l] / curvature[l] : 0;
        iterations += left ? 1 : 0;
      }
      addScaled(factor, direction, y, 1);
      addScaled(factor, image, residual, -1);
      precondition();
      System.arraycopy(product, 0, curvature, 0, LANES);
      kernels.sumProducts(residual, preconditioned, system.others, product);
      for (int l = 0; l < LANES; l++) {
        factor[l] = product[l] > limit[l] ? product[l] / curvature[l] : 0;
      }
      kernels.scaleLanes(factor, direction, system.others, scaled);
      for (int k = 0; k < direction.length; k++) {
        direction[k] = preconditioned[k] + scaled[k];
      }
    }
  }

  private boolean anyLeft() {
    for (int l = 0; l < LANES; l++) {
      if (product[l] > limit[l]) {
        return true;
      }
    }
    return false;
  }

  private void precondition() {
    for (int i = 0; i < residual.length; i++) {
      preconditioned[i] = residual[i] * otherInverse[i];
    }
  }

  /** The Schur complement times the direction. */
  private void applySchur() {
    Arrays.fill(leaves, 0);
    addFromOthers(direction, leaves);
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = -leaves[i] * leafInverse[i];
    }
    for (int i = 0; i < image.length; i++) {
      image[i] = otherDiagonal[i] * direction[i];
    }
    addFromLeaves(leaves, image);
    if (system.othersCoupled) {
      Kernels.active().multiplyAdd(system.otherMatrix, direction, 0, image, 0);
    }
  }

  private void addFromLeaves(double[] x, double[] out) {
    if (single) {
      addSingle(system.single.matrix, x, singleLeaves, singleOthers, out);
    } else {
      Kernels.active().multiplyAdd(system.coupling, x, 0, out, 0);
    }
  }

  private void addFromOthers(double[] x, double[] out) {
    if (single) {
      addSingle(system.single.transposed, x, singleOthers, singleLeaves, out);
    } else {
      Kernels.active().multiplyAdd(system.couplingTransposed, x, 0, out, 0);
    }
  }

  private static void addSingle(
      SingleMatrix matrix, double[] x, float[] in, float[] product, double[] out) {
    for (int i = 0; i < x.length; i++) {
      in[i] = (float) x[i];
    }
    Arrays.fill(product, 0);
    Kernels.active().multiplyAdd(matrix, in, product);
    for (int i = 0; i < out.length; i++) {
      out[i] += product[i];
    }
  }

  private void addScaled(double[] perLane, double[] x, double[] out, int sign) {
    Kernels.active().scaleLanes(perLane, x, system.others, scaled);
    for (int i = 0; i < out.length; i++) {
      out[i] += sign * scaled[i];
    }
  }
}
