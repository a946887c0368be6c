package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * Newton's method in every lane. Each lane goes its own way: what a sample's neighbours do never
 * changes its result.
 *
 * <p>A step is kept only if it lowers the energy, else it is bounded at the diodes, then halved;
 * the energy is strictly convex and the step a descent direction, so this always ends at the one
 * operating point. A factorisation is kept for further steps (chord steps) as long as each is at
 * most a tenth of the one before. A lane is done when the true residual proves it, see {@link
 * ErrorBound}, or where rounding keeps it from that, when a whole step is far below the tolerance.
 */
final class NewtonTile implements LaneSolver {
  /** A chord step must shrink to this part of the step before, or the matrix is factored anew. */
  private static final double CHORD_RATIO = 0.1;

  /** Armijo's constant: the part of the predicted decrease that a step must achieve. */
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /** What may be left of the slope along a step whose decrease may be rounding. */
  private static final double SLOPE_LEFT = 0.9;

  /** Rounding of the energy relative to the sum of its terms' magnitudes. */
  private static final double ENERGY_ROUNDING = 1e-13;

  /** The part of the tolerance that the last step may take where the residual proves nothing. */
  private static final double ACCURATE = 0.1;

  /**
   * The part of the voltage at which diodes bend that a step may go from the point of its matrix
   * and lower the energy for certain: the matrix is right to that part.
   */
  private static final double SURE = 0.08;

  /** Relative errors that solving with the Newton matrix may leave: in a step, in a derivative. */
  static final double STEP_ERROR = 1e-4;

  private static final double RESPONSE_ERROR = 1e-12;

  private static final int MOST_HALVINGS = 60;

  /** From where a step is halved [V]: rounding may leave nothing of what holds a node. */
  private static final double LONGEST_HALVED = 1000;

  private final ReducedSystem system;
  private final SolverOptions options;

  /** See {@link ReducedSystem#bend}. */
  private final double bend;

  private final ColdStart coldStart;
  private final NewtonMatrix matrix;
  private final DiodeBuffers buffers = new DiodeBuffers();
  private LaneState now;
  private LaneState trial;
  private final double[] rightSide;
  private final double[] newton;
  private final double[] move;
  private final double[] factorDiagonal;

  private final boolean[] active = new boolean[LANES];
  private final boolean[] fresh = new boolean[LANES];
  private final boolean[] settled = new boolean[LANES];
  private final boolean[] shortened = new boolean[LANES];

  /** 1 in the lanes that need a new factorisation; what kernels choose lanes by. */
  private final double[] refactor = new double[LANES];

  /** What the Newton step is multiplied with: -1, or 0 in lanes that are done. */
  private final double[] part = new double[LANES];

  private final double[] size = new double[LANES];
  private final double[] lastSize = new double[LANES];

  /** Of the last step whose number was a power of two. */
  private final double[] earlier = new double[LANES];

  /** The way since the point at which the matrix was factored, the last step included [V]. */
  private final double[] way = new double[LANES];

  private final double[] slope = new double[LANES];
  private final double[] slopeAfter = new double[LANES];
  private final double[] error = new double[LANES];
  private final double[] residual = new double[LANES];
  private final int[] iterations = new int[LANES];
  private final Status[] status = new Status[LANES];

  NewtonTile(ReducedSystem system, SolverOptions options) {
    this.system = system;
    this.options = options;
    bend = system.bend();
    coldStart = new ColdStart(system);
    matrix = NewtonMatrix.of(system);
    now = new LaneState(system);
    trial = new LaneState(system);
    int length = system.unknowns * LANES;
    rightSide = new double[length];
    newton = new double[length];
    move = new double[length];
    factorDiagonal = new double[length];
  }

  @Override
  public double[] rightSide() {
    return rightSide;
  }

  @Override
  public double[] x() {
    return now.x;
  }

  @Override
  public Status status(int lane) {
    return status[lane];
  }

  @Override
  public double residual(int lane) {
    return residual[lane];
  }

  @Override
  public int iterations(int lane) {
    return iterations[lane];
  }

  @Override
  public void startCold() {
    coldStart.set(rightSide, now, move, buffers);
    Arrays.fill(refactor, 1);
    Arrays.fill(lastSize, 0);
  }

  /** The unknowns set before are close enough as they are. */
  @Override
  public void startWarm(double[] change) {
    Arrays.fill(refactor, 1);
    Arrays.fill(lastSize, Double.POSITIVE_INFINITY);
  }

  /**
   * Starts from the last solution, moved to first order by a change of the right-hand side, and
   * with the factorisation that is there. Where diodes bend on the way the move is bounded at them:
   * one that blocked may conduct at its end, and without bound carry any current there.
   */
  @Override
  public void startFromLast(double[] change) {
    matrix.solve(change, newton, STEP_ERROR);
    Kernels.active().largest(newton, system.reach, system.unknowns, size);
    for (int l = 0; l < LANES; l++) {
      settled[l] = size[l] <= bend;
      way[l] += size[l];
    }
    System.arraycopy(newton, 0, move, 0, move.length);
    for (DiodeBank bank : system.diodes) {
      bank.boundMoves(now, move, settled);
    }
    for (int i = 0; i < move.length; i++) {
      now.x[i] += move[i];
    }
    Arrays.fill(refactor, 0);
    Arrays.fill(lastSize, Double.POSITIVE_INFINITY);
  }

  @Override
  public void startWarm(int lane) {
    refactor[lane] = 1;
  }

  @Override
  public void solve(int lanes) {
    for (int l = 0; l < LANES; l++) {
      active[l] = l < lanes;
      iterations[l] = 0;
      earlier[l] = Double.NaN;
      status[l] = Status.UNSOLVED;
    }
    now.evaluate(rightSide, buffers);
    while (anyActive()) {
      factorWhereAsked();
      direction();
      chooseMoves();
      takeMoves();
      judge();
    }
    Kernels.active().largest(now.gradient, system.inverseWeight, system.unknowns, residual);
  }

  /** First-order change of the unknowns set before under a change of the right-hand side. */
  void respond(double[] change, double[] response) {
    now.evaluate(rightSide, buffers);
    matrix.factor(now.diagonal);
    matrix.solve(change, response, RESPONSE_ERROR);
  }

  /** See {@link NewtonMatrix#iterations}. */
  long matrixIterations() {
    return matrix.iterations();
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
      refactor[l] = active[l] ? refactor[l] : 0;
      fresh[l] = refactor[l] != 0;
      any |= fresh[l];
    }
    if (any) {
      Kernels.active().copyLanes(refactor, now.diagonal, system.unknowns, factorDiagonal);
      matrix.factor(factorDiagonal);
    }
  }

  private void direction() {
    matrix.solve(now.gradient, newton, STEP_ERROR);
    Kernels.active().largest(newton, system.reach, system.unknowns, size);
  }

  private void chooseMoves() {
    for (int l = 0; l < LANES; l++) {
      if (active[l] && !Double.isFinite(size[l])) {
        finish(l, Status.NOT_FINITE);
      }
      settled[l] = !active[l];
      shortened[l] = false;
      part[l] = active[l] ? -1 : 0;
      iterations[l] += active[l] ? 1 : 0;
      way[l] = fresh[l] ? size[l] : way[l] + size[l];
    }
    Kernels.active().scaleLanes(part, newton, system.unknowns, move);
  }

  private void takeMoves() {
    double length = 1;
    for (int trials = 0; ; trials++) {
      for (int i = 0; i < move.length; i++) {
        trial.x[i] = now.x[i] + move[i];
      }
      trial.evaluate(rightSide, buffers);
      if (!settleAccepted()) {
        break;
      }
      if (trials == MOST_HALVINGS) {
        abandonUnsettled();
        break;
      }
      if (trials == 0) {
        for (DiodeBank bank : system.diodes) {
          bank.boundMoves(now, move, settled);
        }
      } else {
        // The bounded move may point uphill, Newton's own direction cannot: halve that one.
        length *= 0.5;
        shortenUnsettled(length);
      }
    }
    LaneState swap = now;
    now = trial;
    trial = swap;
  }

  private void shortenUnsettled(double length) {
    for (int l = 0; l < LANES; l++) {
      if (!settled[l]) {
        double factor = -length * Math.min(1, LONGEST_HALVED / size[l]);
        for (int i = l; i < move.length; i += LANES) {
          move[i] = factor * newton[i];
        }
      }
    }
  }

  /** Settles the lanes whose energy fell enough; tells whether any is left. */
  private boolean settleAccepted() {
    Kernels kernels = Kernels.active();
    kernels.sumProducts(now.gradient, move, system.unknowns, slope);
    kernels.sumProducts(trial.gradient, move, system.unknowns, slopeAfter);
    boolean left = false;
    for (int l = 0; l < LANES; l++) {
      if (!settled[l]) {
        settled[l] = sure(l) || lowers(l);
        shortened[l] |= !settled[l];
        left |= !settled[l];
      }
    }
    return left;
  }

  /** Whether a step is too small to be tested: no diode bends over it, or it does not matter. */
  private boolean sure(int lane) {
    return way[lane] <= SURE * bend || size[lane] <= ACCURATE * options.voltageTolerance();
  }

  private boolean lowers(int lane) {
    if (!(slope[lane] <= 0)) {
      return false;
    }
    // Before the lowest point on its way a step lowers the energy, be it by less than rounding.
    if (slopeAfter[lane] <= 0) {
      return true;
    }
    return slopeAfter[lane] <= -SLOPE_LEFT * slope[lane]
        && (slopesProveDecrease(lane) || energyFalls(lane));
  }

  private boolean slopesProveDecrease(int lane) {
    return !shortened[lane]
        && size[lane] <= bend
        && EnergyChange.most(slope[lane], slopeAfter[lane], size[lane] / bend)
            <= SUFFICIENT_DECREASE * slope[lane];
  }

  private boolean energyFalls(int lane) {
    now.findEnergy(rightSide, buffers);
    trial.findEnergy(rightSide, buffers);
    double bound =
        now.energy[lane]
            + SUFFICIENT_DECREASE * slope[lane]
            + ENERGY_ROUNDING * now.energyScale[lane];
    return trial.energy[lane] <= bound;
  }

  /** No part of the step helps: what is left is rounding, or the numbers are out of range. */
  private void abandonUnsettled() {
    now.findEnergy(rightSide, buffers);
    for (int l = 0; l < LANES; l++) {
      if (!settled[l]) {
        finish(l, Double.isFinite(now.energy[l]) ? Status.ITERATION_LIMIT : Status.NOT_FINITE);
      }
    }
  }

  private void judge() {
    Kernels.active().largest(now.gradient, system.errorBound, system.unknowns, error);
    for (int l = 0; l < LANES; l++) {
      if (!active[l]) {
        continue;
      }
      if (error[l] <= options.voltageTolerance() || accurate(l)) {
        finish(l, Status.CONVERGED);
      } else if (iterations[l] >= options.maxIterations()) {
        finish(l, Status.ITERATION_LIMIT);
      }
      refactor[l] = needsFactor(l) ? 1 : 0;
      lastSize[l] = size[l];
      // Kept ever longer, so that steps of any period are found to come back.
      if (Integer.bitCount(iterations[l]) == 1) {
        earlier[l] = size[l];
      }
    }
  }

  /**
   * Whether what is left after the last step is far below the tolerance. The conductances of diodes
   * have changed on the way since the matrix was factored by its length over the voltage at which
   * they bend, and the error that is left is that part of the step. Behind a kink nothing is known:
   * there, two steps with matrices of their own must agree. Within the tolerance, steps that no
   * longer shrink are rounding.
   */
  private boolean accurate(int lane) {
    double tolerance = options.voltageTolerance();
    if (shortened[lane]) {
      // An earlier step again, to the last bit: rounding swallowed all that was taken since.
      return fresh[lane] && size[lane] <= tolerance && size[lane] == earlier[lane];
    }
    if (bend > 0) {
      double rate = way[lane] / bend + matrix.stepError();
      return rate < 0.5 && size[lane] * rate <= ACCURATE * tolerance * (1 - rate);
    }
    boolean small = size[lane] <= ACCURATE * tolerance;
    boolean rounding = size[lane] <= tolerance && size[lane] >= lastSize[lane];
    return fresh[lane] && (small || rounding) && lastSize[lane] <= tolerance;
  }

  /**
   * Whether a chord step would shrink too little. After a fresh one this is foretold: Newton steps
   * shrink as their squares, chord steps by twice the ratio that the next Newton step would have.
   */
  private boolean needsFactor(int lane) {
    double ratio = size[lane] / lastSize[lane];
    boolean slow = fresh[lane] ? 2 * ratio * ratio > CHORD_RATIO : ratio > CHORD_RATIO;
    boolean last = bend == 0 && size[lane] <= options.voltageTolerance();
    return slow || shortened[lane] || last || !matrix.isWorthKeeping();
  }

  private void finish(int lane, Status outcome) {
    active[lane] = false;
    status[lane] = outcome;
  }
}
