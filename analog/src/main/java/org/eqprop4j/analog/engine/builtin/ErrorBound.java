package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import org.eqprop4j.analog.engine.Section;
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
 * <p>With J = |off-diagonal| / diagonal and d_k = J^k 1, any v = d_0 + ... + d_(k-1) + a (d_k +
 * d_(k+1)) has r / diagonal = 1 - d_k + a (d_k - d_(k+2)). Where d_(k+2) <= p d_k for some p < 1, a
 * = 1 / (1 - p) makes that at least 1 and sums up the rest of the series from above. Two steps at a
 * time, because in layered circuits layers take turns in d.
 *
 * <p>The same v shows how fast coordinate descent converges. Measured in multiples of v, an unknown
 * that settles with all others held ends with at most q_i = 1 - r_i / (C_ii v_i) of their largest
 * error; diodes only lessen that. A sweep over leaves and others leaves a part q of the others'
 * error, the product of the largest q_i of both, and with q the last move bounds what is left.
 */
final class ErrorBound {
  private static final int MOST_SWEEPS = 50;

  /** Multiply-adds that one thread does at a time. */
  private static final int GRAIN = 8192;

  /** How small d must be for the rest of the series not to matter. */
  private static final double LITTLE = 0.5;

  /** How far a may be above what would do. */
  private static final double SHARP = 2;

  /** The largest p for which rounding leaves r what it is. */
  private static final double LARGEST_RATIO = 1 - 1e-6;

  private final ReducedSystem system;
  private final double[] v;

  /** r over the diagonal. */
  private final double[] left;

  /** d of three steps in a row. */
  private double[] first;

  private double[] second;
  private double[] third;

  /** The range of the third's ratio to the first, which holds the square of J's spectral radius. */
  private double least;

  private double largest;

  /** A step from one vector to another. */
  private final Section stepping = new Section();

  private double[] from;
  private double[] into;

  ErrorBound(ReducedSystem system) {
    this.system = system;
    v = new double[system.unknowns];
    left = new double[system.unknowns];
    first = new double[system.unknowns];
    second = new double[system.unknowns];
    third = new double[system.unknowns];
    if (system.couplingCost() <= GRAIN) {
      stepping.add(1, 1, (one, piece) -> intoAll());
      return;
    }
    stepping.add(system.leaves, rows(system.coupling.size(), system.leaves), this::intoLeaves);
    long ofOthers = system.coupling.size() + system.otherMatrix.size();
    stepping.add(system.others, rows(ofOthers, system.others), this::intoOthers);
  }

  private static int rows(long multiplyAdds, int rows) {
    return (int) Math.max(1, GRAIN * (long) rows / Math.max(1, multiplyAdds));
  }

  /** Sets the system's bounds; infinite where some node is held by nothing but diodes. */
  void set(Workers workers) {
    Arrays.fill(v, 0);
    Arrays.fill(first, 1);
    step(first, second, workers);
    step(second, third, workers);
    for (int sweep = 2; !isEnough() && sweep < MOST_SWEEPS; sweep++) {
      double[] oldest = first;
      for (int i = 0; i < v.length; i++) {
        v[i] += oldest[i];
      }
      first = second;
      second = third;
      third = oldest;
      step(second, third, workers);
    }
    double rest = largest <= LARGEST_RATIO ? 1 / (1 - largest) : 1;
    double most = 0;
    for (int i = 0; i < v.length; i++) {
      v[i] += rest * (first[i] + second[i]);
      left[i] = 1 - first[i] + rest * (first[i] - third[i]);
      most = Math.max(most, v[i] * system.reach[i]);
    }
    for (int i = 0; i < v.length; i++) {
      double r = system.diagonal[i] * left[i];
      system.errorBound[i] = r > 0 ? most / r : Double.POSITIVE_INFINITY;
    }
    setContraction(most);
  }

  private boolean isEnough() {
    least = Double.POSITIVE_INFINITY;
    largest = 0;
    double remaining = 0;
    for (int i = 0; i < v.length; i++) {
      remaining = Math.max(remaining, third[i]);
      // What is 0 once, stays it.
      double ratio = first[i] == 0 ? 0 : third[i] / first[i];
      least = first[i] == 0 ? least : Math.min(least, ratio);
      largest = Math.max(largest, ratio);
    }
    boolean sharp = largest <= LARGEST_RATIO && 1 - least <= SHARP * (1 - largest);
    return sharp || remaining <= LITTLE;
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

  /** The largest q_i, NaN if one is. */
  private double largestPart(int from, int to) {
    double most = 0;
    for (int i = from; i < to; i++) {
      most = Math.max(most, 1 - left[i] / v[i]);
    }
    return most;
  }

  /** Sets {@code out = J x}. */
  private void step(double[] x, double[] out, Workers workers) {
    from = x;
    into = out;
    Arrays.fill(out, 0);
    stepping.run(workers);
    for (int i = 0; i < out.length; i++) {
      out[i] /= system.diagonal[i];
    }
  }

  private void intoAll() {
    intoLeaves(0, system.leaves);
    intoOthers(0, system.others);
  }

  private void intoLeaves(int begin, int end) {
    system.couplingTransposed.addMagnitudes(from, system.leaves, into, 0, begin, end);
  }

  private void intoOthers(int begin, int end) {
    int leaves = system.leaves;
    system.coupling.addMagnitudes(from, 0, into, leaves, begin, end);
    if (system.othersCoupled) {
      system.otherMatrix.addMagnitudes(from, leaves, into, leaves, begin, end);
    }
  }
}
