package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.engine.builtin.LaneKernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.SolverOptions;

/**
 * Newton's method in every lane. Each lane goes its own way: what a sample's neighbours do never
 * changes its result.
 *
 * <p>A step with a fresh factorisation is kept only if it lowers the energy, else it is halved; the
 * energy is strictly convex and the step a descent direction, so this always ends at the one
 * operating point. Close to it the factorisation is kept for further steps (chord steps) as long as
 * each is at most a tenth of the one before; from the ratio of two steps follows the error that is
 * left. The last evaluation gives the true residual.
 *
 * <p>All that trusts the voltage over which a diode bends. Where a device has no such voltage,
 * every step has a fresh factorisation and is tested, and the last is one below the tolerance.
 */
final class NewtonTile {
  /** A chord step must shrink to this part of the step before, or the matrix is factored anew. */
  private static final double CHORD_RATIO = 0.1;

  /** Steps above this size [V] are bounded at the diodes, and followed by a new factorisation. */
  private static final double SMALL_STEP = 0.02;

  /**
   * Newton steps up to this size [V] lower the energy for certain, a diode bends too little over
   * them. They are not tested: the decrease may be below the rounding of the energy.
   */
  private static final double SURE_STEP = 0.002;

  /** Armijo's constant: the part of the predicted decrease that a step must achieve. */
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /** Rounding of the energy relative to the sum of its terms' magnitudes. */
  private static final double ENERGY_ROUNDING = 1e-13;

  /** The part of the tolerance that the error left by an estimate may take. */
  private static final double SAFETY = 0.02;

  /** The part of the tolerance that the last step may take where nothing is known of the next. */
  private static final double ACCURATE = 0.1;

  private static final int MOST_HALVINGS = 60;

  private final ReducedSystem system;
  private final SolverOptions options;

  /** Whether a device bends over any voltage, however small. */
  private final boolean abrupt;

  private final Factorization factorization;
  private LaneState now;
  private LaneState trial;
  final double[] rightSide;
  private final double[] negativeGradient;
  private final double[] newton;
  private final double[] move;
  private final double[] factorDiagonal;

  private final boolean[] active = new boolean[LANES];
  private final boolean[] refactor = new boolean[LANES];
  private final boolean[] fresh = new boolean[LANES];
  private final boolean[] settled = new boolean[LANES];
  private final boolean[] shortened = new boolean[LANES];
  private final double[] size = new double[LANES];
  private final double[] lastSize = new double[LANES];
  private final double[] slope = new double[LANES];
  private final double[] slopeAfter = new double[LANES];
  private final double[] residual = new double[LANES];
  private final int[] iterations = new int[LANES];
  private final Status[] status = new Status[LANES];

  NewtonTile(ReducedSystem system, SolverOptions options) {
    this.system = system;
    this.options = options;
    abrupt = system.diodes.stream().anyMatch(bank -> bank.model.bend() == 0);
    factorization = new Factorization(system);
    now = new LaneState(system);
    trial = new LaneState(system);
    int length = system.unknowns * LANES;
    rightSide = new double[length];
    negativeGradient = new double[length];
    newton = new double[length];
    move = new double[length];
    factorDiagonal = new double[length];
  }

  /** The unknowns, {@code unknowns x LANES} [V]: set before solving, read after. */
  double[] x() {
    return now.x;
  }

  Status status(int lane) {
    return status[lane];
  }

  double residual(int lane) {
    return residual[lane];
  }

  int iterations(int lane) {
    return iterations[lane];
  }

  /**
   * Starts from what each node would do alone: leaves first, each held where its diodes would carry
   * all the current that its sources drive, then the others.
   */
  void startCold() {
    for (int i = 0; i < system.unknowns; i++) {
      int at = i * LANES;
      System.arraycopy(rightSide, at, now.x, at, LANES);
    }
    scaleAndBound(0, system.leaves);
    for (int i = 0; i < system.others; i++) {
      Arrays.fill(negativeGradient, 0, LANES, 0);
      LaneKernels.accumulate(
          system.coupling, i * system.leaves, system.leaves, now.x, 0, negativeGradient, 0);
      LaneKernels.addScaled(-1, negativeGradient, 0, now.x, (system.leaves + i) * LANES);
    }
    scaleAndBound(system.leaves, system.unknowns);
  }

  private void scaleAndBound(int from, int to) {
    for (int i = from * LANES; i < to * LANES; i++) {
      double siemens = system.diagonal[i / LANES];
      now.x[i] = siemens == 0 ? 0 : now.x[i] / siemens;
    }
    for (DiodeBank bank : system.diodes) {
      for (int d = 0; d < bank.size; d++) {
        int unknown = bank.unknown[d];
        if (unknown < from || unknown >= to) {
          continue;
        }
        double amperesPerVolt =
            system.diagonal[unknown] / (bank.weight[d] * Math.abs(bank.slope[d]));
        for (int l = 0; l < LANES; l++) {
          double x = now.x[unknown * LANES + l];
          double drop = bank.slope[d] * x - bank.offset[d];
          if (drop > 0) {
            double most = bank.model.drop(amperesPerVolt * Math.abs(x));
            if (drop > most) {
              now.x[unknown * LANES + l] = (most + bank.offset[d]) / bank.slope[d];
            }
          }
        }
      }
    }
  }

  /** Solves the first {@code lanes} lanes from the unknowns set before. */
  void solve(int lanes) {
    for (int l = 0; l < LANES; l++) {
      active[l] = l < lanes;
      refactor[l] = true;
      lastSize[l] = Double.POSITIVE_INFINITY;
      iterations[l] = 0;
      status[l] = Status.UNSOLVED;
    }
    now.evaluate(rightSide);
    while (anyActive()) {
      factorWhereAsked();
      direction();
      chooseMoves();
      takeMoves();
      judge();
    }
  }

  /**
   * First-order change of the unknowns under a change of the right-hand side, at the unknowns set
   * before.
   */
  void respond(double[] change, double[] response) {
    now.evaluate(rightSide);
    factorization.factor(now.diagonal);
    factorization.solve(change, response);
  }

  private boolean anyActive() {
    for (boolean a : active) {
      if (a) {
        return true;
      }
    }
    return false;
  }

  private void factorWhereAsked() {
    boolean any = false;
    for (int l = 0; l < LANES; l++) {
      fresh[l] = refactor[l];
      any |= refactor[l] && (active[l] || iterations[l] == 0);
    }
    if (!any) {
      return;
    }
    for (int i = 0; i < factorDiagonal.length; i += LANES) {
      for (int l = 0; l < LANES; l++) {
        if (refactor[l]) {
          factorDiagonal[i + l] = now.diagonal[i + l];
        }
      }
    }
    factorization.factor(factorDiagonal);
    Arrays.fill(refactor, false);
  }

  private void direction() {
    for (int i = 0; i < negativeGradient.length; i++) {
      negativeGradient[i] = -now.gradient[i];
    }
    factorization.solve(negativeGradient, newton);
    Arrays.fill(size, 0);
    for (int i = 0; i < system.unknowns; i++) {
      double reach = system.reach[i];
      int at = i * LANES;
      for (int l = 0; l < LANES; l++) {
        // Written so that NaN stays: Math.max keeps it.
        size[l] = Math.max(size[l], Math.abs(newton[at + l]) * reach);
      }
    }
  }

  private void chooseMoves() {
    for (int l = 0; l < LANES; l++) {
      settled[l] = true;
      shortened[l] = false;
      boolean moves = active[l];
      if (moves && !Double.isFinite(size[l])) {
        finish(l, Status.NOT_FINITE);
        moves = false;
      } else if (moves && !fresh[l] && size[l] > CHORD_RATIO * lastSize[l]) {
        refactor[l] = true;
        moves = false;
      }
      if (moves) {
        iterations[l]++;
        settled[l] = !fresh[l];
      } else {
        size[l] = 0;
      }
      for (int i = l; i < move.length; i += LANES) {
        move[i] = moves ? newton[i] : 0;
      }
    }
    for (DiodeBank bank : system.diodes) {
      boundMoves(bank);
    }
  }

  /**
   * Keeps large moves from running up a diode's exponential beyond the current that can be there.
   */
  private void boundMoves(DiodeBank bank) {
    for (int l = 0; l < LANES; l++) {
      if (settled[l] || (!abrupt && size[l] <= SMALL_STEP)) {
        continue;
      }
      for (int d = 0; d < bank.size; d++) {
        int at = bank.unknown[d] * LANES + l;
        double before = bank.slope[d] * now.x[at] - bank.offset[d];
        double after = before + bank.slope[d] * move[at];
        if (after > before && after > 0) {
          double available =
              now.diagonal[at] * Math.abs(move[at]) / (bank.weight[d] * Math.abs(bank.slope[d]));
          double most = bank.model.drop(Math.max(0, bank.model.current(before)) + available);
          if (after > most) {
            move[at] = (most - before) / bank.slope[d];
          }
        }
      }
    }
  }

  private void takeMoves() {
    double part = 1;
    for (int halvings = 0; ; halvings++) {
      for (int i = 0; i < move.length; i++) {
        trial.x[i] = now.x[i] + move[i];
      }
      trial.evaluate(rightSide);
      if (!settleAccepted()) {
        break;
      }
      if (halvings == MOST_HALVINGS) {
        abandonUnsettled();
        break;
      }
      // The bounded move may point uphill, Newton's own direction cannot: halve that one.
      part *= 0.5;
      for (int i = 0; i < move.length; i++) {
        if (!settled[i % LANES]) {
          move[i] = part * newton[i];
        }
      }
    }
    LaneState swap = now;
    now = trial;
    trial = swap;
  }

  /** Settles the lanes whose energy fell enough; tells whether any is left. */
  private boolean settleAccepted() {
    Arrays.fill(slope, 0);
    Arrays.fill(slopeAfter, 0);
    for (int i = 0; i < move.length; i += LANES) {
      for (int l = 0; l < LANES; l++) {
        slope[l] += now.gradient[i + l] * move[i + l];
        slopeAfter[l] += trial.gradient[i + l] * move[i + l];
      }
    }
    boolean left = false;
    double sure = abrupt ? ACCURATE * options.voltageTolerance() : SURE_STEP;
    for (int l = 0; l < LANES; l++) {
      if (!settled[l]) {
        double bound =
            now.energy[l] + SUFFICIENT_DECREASE * slope[l] + ENERGY_ROUNDING * now.energyScale[l];
        // Before the lowest point on its way a step lowers the energy, be it by less than rounding.
        boolean lower = trial.energy[l] <= bound || slopeAfter[l] <= 0;
        settled[l] = size[l] <= sure || (slope[l] <= 0 && lower);
        shortened[l] |= !settled[l];
        left |= !settled[l];
      }
    }
    return left;
  }

  private void abandonUnsettled() {
    for (int l = 0; l < LANES; l++) {
      if (!settled[l]) {
        finish(l, Status.NOT_FINITE);
      }
    }
  }

  private void judge() {
    for (int l = 0; l < LANES; l++) {
      if (!active[l] || refactor[l]) {
        continue;
      }
      if (!shortened[l] && accurate(l)) {
        finish(l, Status.CONVERGED);
      } else if (iterations[l] >= options.maxIterations()) {
        finish(l, Status.ITERATION_LIMIT);
      }
      refactor[l] = abrupt || shortened[l] || (fresh[l] && size[l] > SMALL_STEP);
      lastSize[l] = size[l];
    }
  }

  private boolean accurate(int lane) {
    if (abrupt) {
      return size[lane] <= ACCURATE * options.voltageTolerance();
    }
    double rate = contraction(lane);
    return size[lane] * rate <= SAFETY * options.voltageTolerance() * (1 - rate);
  }

  /**
   * How much smaller than this step the next one will be. A matrix from one step ago is wrong by
   * about that step over the voltage at which a diode bends; the ratio of two steps alone would
   * judge by whichever node moved most in each.
   */
  private double contraction(int lane) {
    return fresh[lane]
        ? size[lane] / SMALL_STEP
        : Math.max(size[lane] / lastSize[lane], lastSize[lane] / SMALL_STEP);
  }

  private void finish(int lane, Status outcome) {
    active[lane] = false;
    status[lane] = outcome;
    double most = 0;
    for (int i = 0; i < system.unknowns; i++) {
      most = Math.max(most, Math.abs(now.gradient[i * LANES + lane]) / system.weight[i]);
    }
    residual[lane] = most;
  }
}
