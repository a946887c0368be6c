package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * Exact block coordinate descent in every lane (Scellier, "A fast algorithm to simulate nonlinear
 * resistive networks", ICML 2024). A sweep first moves all leaves to where the energy is least with
 * the others held, which is where each of them settles alone, then the others with the leaves held;
 * others that are coupled move one after the other. Each lane goes its own way.
 *
 * <p>Sweeps are cheap: two products with the coupling. They shrink the error by the system's
 * contraction at least, whatever the diodes are, since a node's voltage never moves by more than
 * without its diodes. The last move therefore bounds the error that is left.
 */
final class CoordinateDescent implements LaneSolver {
  /** The part of the tolerance that the proven error may take: leaves room for rounding. */
  private static final double ACCURATE = 0.5;

  /** How many sweeps count as one iteration of the limit that is set in Newton steps. */
  private static final int SWEEPS_PER_STEP = 25;

  private final ReducedSystem system;
  private final NodeResponses responses;
  private final SolverOptions options;
  private final DiodeBuffers buffers = new DiodeBuffers();
  private final LaneState state;
  private final double[] rightSide;

  /** What flows from each unknown into the others at 0 V, {@code unknowns x LANES} [A]. */
  private final double[] drawn;

  /** Where the others settle, and how far that is from where they are [V]. */
  private final double[] next;

  private final double[] move;

  /** The others one solution before the last, and what the right-hand side changed by since. */
  private final double[] before;

  private final double[] lastChange;

  /** 1 in the lanes that still move. */
  private final double[] moving = new double[LANES];

  private final double[] bound = new double[LANES];
  private final double[] lastBound = new double[LANES];
  private final double[] error = new double[LANES];
  private final double[] residual = new double[LANES];
  private final double[] factor = new double[LANES];
  private final double[] square = new double[LANES];
  private final int[] sweeps = new int[LANES];
  private final Status[] status = new Status[LANES];

  CoordinateDescent(ReducedSystem system, NodeResponses responses, SolverOptions options) {
    this.system = system;
    this.responses = responses;
    this.options = options;
    state = new LaneState(system);
    int length = system.unknowns * LANES;
    rightSide = new double[length];
    drawn = new double[length];
    lastChange = new double[length];
    next = new double[system.others * LANES];
    before = new double[system.others * LANES];
    move = new double[system.others * LANES];
  }

  @Override
  public double[] rightSide() {
    return rightSide;
  }

  @Override
  public double[] x() {
    return state.x;
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
    return sweeps[lane];
  }

  @Override
  public void startCold() {
    Arrays.fill(state.x, 0);
    Arrays.fill(before, 0);
    Arrays.fill(lastChange, 0);
  }

  @Override
  public void startWarm(double[] change) {
    System.arraycopy(state.x, system.leaves * LANES, before, 0, before.length);
    System.arraycopy(change, 0, lastChange, 0, change.length);
  }

  @Override
  public void startWarm(int lane) {}

  /**
   * Goes on the way of the last change, as far as the new one points along it: between two kinks
   * voltages are linear in the currents, so that the second of two opposite nudges starts solved.
   */
  @Override
  public void startFromLast(double[] change) {
    Kernels kernels = Kernels.active();
    kernels.sumProducts(change, lastChange, system.unknowns, factor);
    kernels.sumProducts(lastChange, lastChange, system.unknowns, square);
    for (int l = 0; l < LANES; l++) {
      factor[l] = square[l] > 0 ? factor[l] / square[l] : 0;
    }
    int others = system.leaves * LANES;
    for (int i = 0; i < move.length; i++) {
      move[i] = state.x[others + i] - before[i];
    }
    System.arraycopy(state.x, others, before, 0, before.length);
    System.arraycopy(change, 0, lastChange, 0, change.length);
    kernels.scaleLanes(factor, move, system.others, move);
    for (int i = 0; i < move.length; i++) {
      state.x[others + i] += move[i];
    }
  }

  @Override
  public void solve(int lanes) {
    for (int l = 0; l < LANES; l++) {
      moving[l] = l < lanes && system.contraction < 1 ? 1 : 0;
      sweeps[l] = 0;
      lastBound[l] = Double.POSITIVE_INFINITY;
      status[l] = Status.UNSOLVED;
    }
    while (anyMoving()) {
      sweep();
      takeMoves();
      rest();
    }
    settleLeaves();
    state.evaluate(rightSide, buffers);
    judge(lanes);
  }

  private boolean anyMoving() {
    for (double m : moving) {
      if (m != 0) {
        return true;
      }
    }
    return false;
  }

  /** Leaves follow from the others, so that in lanes at rest they stay as they are. */
  private void settleLeaves() {
    int leaves = system.leaves * LANES;
    draw(0, leaves);
    Kernels.active().multiplyAdd(system.couplingTransposed, state.x, leaves, drawn, 0);
    responses.settle(0, system.leaves, drawn, state.x, 0);
  }

  private void draw(int from, int to) {
    for (int i = from; i < to; i++) {
      drawn[i] = -rightSide[i];
    }
  }

  private void sweep() {
    Kernels kernels = Kernels.active();
    settleLeaves();
    int others = system.leaves * LANES;
    draw(others, drawn.length);
    kernels.multiplyAdd(system.coupling, state.x, 0, drawn, others);
    if (system.othersCoupled) {
      kernels.multiplyAdd(system.otherMatrix, state.x, others, drawn, others);
      settleCoupledOthers();
    } else {
      responses.settle(system.leaves, system.unknowns, drawn, next, 0);
      for (int i = 0; i < move.length; i++) {
        move[i] = next[i] - state.x[others + i];
      }
    }
  }

  /** Each of them feels at once how those before it moved. */
  private void settleCoupledOthers() {
    Kernels kernels = Kernels.active();
    int others = system.leaves * LANES;
    for (int i = 0; i < system.others; i++) {
      int row = i * LANES;
      int other = system.leaves + i;
      responses.settle(other, other + 1, drawn, next, row);
      for (int l = row; l < row + LANES; l++) {
        move[l] = next[l] - state.x[others + l];
      }
      for (int j = i + 1; j < system.others; j++) {
        double coupling = system.otherMatrix.get(j, i);
        if (coupling != 0) {
          kernels.addScaled(coupling, move, row, drawn, others + j * LANES);
        }
      }
    }
  }

  private void takeMoves() {
    int others = system.leaves * LANES;
    for (int row = 0; row < next.length; row += LANES) {
      for (int l = 0; l < LANES; l++) {
        int at = others + row + l;
        state.x[at] = moving[l] != 0 ? next[row + l] : state.x[at];
      }
    }
  }

  /** Lays the lanes to rest whose last move proves them or shows nothing but rounding. */
  private void rest() {
    Kernels.active().largest(move, system.moveBound, system.others, bound);
    for (int l = 0; l < LANES; l++) {
      if (moving[l] == 0) {
        continue;
      }
      sweeps[l]++;
      boolean accurate = bound[l] <= ACCURATE * options.voltageTolerance();
      boolean shrinks = bound[l] < lastBound[l];
      boolean limited = sweeps[l] >= SWEEPS_PER_STEP * (long) options.maxIterations();
      lastBound[l] = bound[l];
      if (accurate || !shrinks || limited) {
        moving[l] = 0;
      }
    }
  }

  /** By the true residual, or by the contraction where rounding of strong diodes exceeds that. */
  private void judge(int lanes) {
    Kernels kernels = Kernels.active();
    kernels.largest(state.gradient, system.errorBound, system.unknowns, error);
    kernels.largest(state.gradient, system.inverseWeight, system.unknowns, residual);
    for (int l = 0; l < lanes; l++) {
      double tolerance = options.voltageTolerance();
      if (error[l] <= tolerance || lastBound[l] <= tolerance) {
        status[l] = Status.CONVERGED;
      } else {
        status[l] = Double.isFinite(residual[l]) ? Status.ITERATION_LIMIT : Status.NOT_FINITE;
      }
    }
  }
}
