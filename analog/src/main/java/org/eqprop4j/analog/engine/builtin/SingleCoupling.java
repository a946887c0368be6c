package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SingleMatrix;

/**
 * The coupling between others and leaves in single precision, with which conjugate gradients find a
 * direction of Newton's method in a third of the time. The residual of the solution stays in double
 * precision, so that no result is less accurate.
 */
final class SingleCoupling {
  /**
   * Rounding in a product, against the product: what sums of about 1,000 values of single precision
   * usually have.
   */
  private static final double ROUNDING = 2e-6;

  /** The matrix with the others as rows, and its transpose. */
  final SingleMatrix matrix;

  final SingleMatrix transposed;

  private final ReducedSystem system;

  /** Needs a coupling that is dense. */
  SingleCoupling(ReducedSystem system) {
    this.system = system;
    matrix = new SingleMatrix(system.others, system.leaves);
    transposed = new SingleMatrix(system.leaves, system.others);
  }

  /** Whether the coupling of a system is of a form that has a copy in single precision. */
  static boolean suits(ReducedSystem system) {
    return system.coupling instanceof PanelMatrix;
  }

  /** Takes over the values of the system. */
  void set(Workers workers) {
    PanelMatrix original = (PanelMatrix) system.coupling;
    PanelMatrix originalTransposed = (PanelMatrix) system.couplingTransposed;
    workers.runRanges(system.others, LANES, (from, to) -> matrix.set(original, from, to));
    workers.runRanges(
        system.leaves, LANES, (from, to) -> transposed.set(originalTransposed, from, to));
  }

  /**
   * Whether solutions can be found to this error. The contraction keeps the eigenvalues of the
   * preconditioned Schur complement from 0, whatever the diodes do, and rounding grows by no more
   * than one over the least of them.
   */
  boolean suffices(double relativeError) {
    return ROUNDING <= relativeError * (1 - system.contraction);
  }
}
