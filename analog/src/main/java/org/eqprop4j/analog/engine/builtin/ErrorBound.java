package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import org.eqprop4j.analog.engine.Workers;

/**
 * A bound on the distance to the operating point that holds whatever the diodes are.
 *
 * <p>The gradient at x is M (x - x*) with M = H + D, where D >= 0 is diagonal and holds the mean
 * conductances of the diodes between x* and x. Let C be H with the magnitudes of its off-diagonal
 * values negated. If some v > 0 has r = C v > 0, then C is an M-matrix, |M^-1| <= (C + D)^-1 <=
 * C^-1 value by value (Ostrowski 1937), and |gradient| <= c r gives |x - x*| <= c v. So the largest
 * |gradient_i| / r_i times the largest v_i bounds every error.
 *
 * <p>The same v shows how fast coordinate descent converges. Measured in multiples of v, an unknown
 * that settles with all others held ends with at most q_i = 1 - r_i / (C_ii v_i) of their largest
 * error; diodes only lessen that. A sweep over leaves and others leaves a part q of the others'
 * error, the product of the largest q_i of both, and with q the last move bounds what is left.
 */
final class ErrorBound {
  private static final int MOST_SWEEPS = 50;

  /** Rows that one thread works on at a time. */
  private static final int GRAIN = 64;

  /** How much of the diagonal must be left in r for v to be good enough. */
  private static final double ENOUGH = 0.5;

  private final ReducedSystem system;
  private final double[] v;
  private final double[] fromOthers;

  ErrorBound(ReducedSystem system) {
    this.system = system;
    v = new double[system.unknowns];
    fromOthers = new double[system.unknowns];
  }

  /** Sets the system's bounds; infinite where some node is held by nothing but diodes. */
  void set(Workers workers) {
    double[] bound = system.errorBound;
    Arrays.fill(v, 1);
    double least = 0;
    for (int sweep = 0; sweep < MOST_SWEEPS && !(least >= ENOUGH); sweep++) {
      for (int i = 0; sweep > 0 && i < v.length; i++) {
        v[i] = 1 + fromOthers[i] / system.diagonal[i];
      }
      coupled(workers);
      least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < v.length; i++) {
        least = Math.min(least, v[i] - fromOthers[i] / system.diagonal[i]);
      }
    }
    double most = 0;
    for (int i = 0; i < v.length; i++) {
      most = Math.max(most, v[i] * system.reach[i]);
    }
    for (int i = 0; i < v.length; i++) {
      double r = system.diagonal[i] * v[i] - fromOthers[i];
      bound[i] = r > 0 ? most / r : Double.POSITIVE_INFINITY;
    }
    setContraction(most);
  }

  private void setContraction(double most) {
    double leaves = largestPart(0, system.leaves);
    double others = largestPart(system.leaves, system.unknowns);
    // Others that are coupled feel the errors of those that have not moved yet.
    double q = Math.max(leaves, others) < 1 ? others * (system.othersCoupled ? 1 : leaves) : 1;
    system.contraction = q;
    for (int i = 0; i < system.others; i++) {
      system.moveBound[i] =
          q < 1 ? most / v[system.leaves + i] * q / (1 - q) : Double.POSITIVE_INFINITY;
    }
  }

  /** The largest q_i, NaN if there is one. */
  private double largestPart(int from, int to) {
    double most = 0;
    for (int i = from; i < to; i++) {
      most = Math.max(most, fromOthers[i] / (system.diagonal[i] * v[i]));
    }
    return most;
  }

  /** The magnitudes of the off-diagonal values times v. */
  private void coupled(Workers workers) {
    int leaves = system.leaves;
    Arrays.fill(fromOthers, 0);
    workers.runRanges(
        leaves,
        GRAIN,
        (from, to) -> system.couplingTransposed.addMagnitudes(v, leaves, fromOthers, 0, from, to));
    workers.runRanges(
        system.others,
        GRAIN,
        (from, to) -> {
          system.coupling.addMagnitudes(v, 0, fromOthers, leaves, from, to);
          if (system.othersCoupled) {
            system.otherMatrix.addMagnitudes(v, leaves, fromOthers, leaves, from, to);
          }
        });
  }
}
