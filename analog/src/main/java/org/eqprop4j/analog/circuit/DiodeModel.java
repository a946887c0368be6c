package org.eqprop4j.analog.circuit;

import java.io.Serializable;

/**
 * A two-terminal device whose current never falls as the drop rises. Implementations are immutable.
 *
 * <p>Units: volts, amperes, siemens, watts. Monotone current makes the co-content convex, on which
 * the uniqueness of the operating point and the convergence of the built-in engine rest.
 * Serializable, because a circuit may be sent to another process to be solved there.
 */
public interface DiodeModel extends Serializable {

  /** Current I(u) [A] at a drop u [V]. */
  double current(double drop);

  /** Differential conductance dI/du [S], at least 0. */
  double conductance(double drop);

  /**
   * Co-content [W]: the integral of the current from 0 to the drop (Ebana and Watfa 2023, eq. 4).
   */
  double coContent(double drop);

  /**
   * The drop [V] at which the device carries a positive current [A]. Solvers use it to keep an
   * iterate from running far up the exponential, so a bound of the right size will do.
   */
  double drop(double current);

  /**
   * Evaluates the three functions for many drops at once; equal to the scalar ones to the last bit.
   * Override where work can be shared.
   *
   * @param drop [V], read at {@code from} (inclusive) to {@code to} (exclusive)
   * @param current [A], written
   * @param conductance [S], written
   * @param coContent [W], written
   */
  default void evaluate(
      double[] drop, double[] current, double[] conductance, double[] coContent, int from, int to) {
    for (int i = from; i < to; i++) {
      current[i] = current(drop[i]);
      conductance[i] = conductance(drop[i]);
      coContent[i] = coContent(drop[i]);
    }
  }
}
