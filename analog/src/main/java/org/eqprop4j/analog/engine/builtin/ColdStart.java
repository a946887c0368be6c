package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * Where Newton's method starts if nothing is known: each node where it would settle with its
 * neighbours held. Leaves first, with the others at 0 V, then the others, then both again. A node
 * first starts where its diodes would carry all the current that is driven into it, beyond the
 * point where it settles. From there its own Newton steps come down without ever passing it, since
 * the current of a conducting diode is convex. They cost the diodes but no products, and spare
 * steps of all nodes together, which take as many where diodes bend the most.
 */
final class ColdStart {
  /** Newton steps of each node by itself in every sweep over leaves and others. */
  private static final int[] STEPS = {3, 1};

  /** The longest of them [V]: when neighbours move, a step could run far up a steep branch. */
  private static final double LONGEST = 0.1;

  private final ReducedSystem system;

  ColdStart(ReducedSystem system) {
    this.system = system;
  }

  /**
   * Sets the unknowns of a state.
   *
   * @param rightSide K f + k + injected currents, {@code unknowns x LANES} [A]
   * @param drawn overwritten, {@code unknowns x LANES}
   */
  void set(double[] rightSide, LaneState state, double[] drawn, DiodeBuffers buffers) {
    Arrays.fill(state.x, 0);
    for (int sweep = 0; sweep < STEPS.length; sweep++) {
      settle(0, system.leaves, sweep, rightSide, state, drawn, buffers);
      settle(system.leaves, system.unknowns, sweep, rightSide, state, drawn, buffers);
    }
  }

  private void settle(
      int from,
      int to,
      int sweep,
      double[] rightSide,
      LaneState state,
      double[] drawn,
      DiodeBuffers buffers) {
    Kernels kernels = Kernels.active();
    int others = system.leaves * LANES;
    // With the sign that turns the products into differences.
    for (int i = from * LANES; i < to * LANES; i++) {
      drawn[i] = -rightSide[i];
    }
    if (from > 0) {
      kernels.multiplyAdd(system.coupling, state.x, 0, drawn, others);
    } else if (sweep > 0) {
      kernels.multiplyAdd(system.couplingTransposed, state.x, others, drawn, 0);
    }
    boolean bent = isBent(from, to);
    if (sweep == 0 || !bent) {
      startBeyond(from, to, state, drawn);
    }
    for (int step = 0; bent && step < STEPS[sweep]; step++) {
      state.evaluateAlone(drawn, from, to, buffers);
      for (int i = from; i < to; i++) {
        // What diodes alone hold has nothing to start from.
        if (system.diagonal[i] > 0) {
          step(state, i * LANES);
        }
      }
    }
  }

  private void startBeyond(int from, int to, LaneState state, double[] drawn) {
    for (int i = from; i < to; i++) {
      double ohms = system.diagonal[i] == 0 ? 0 : -1 / system.diagonal[i];
      Kernels.active().affine(ohms, 0, drawn, i * LANES, state.x, i * LANES);
    }
    for (DiodeBank bank : system.diodes) {
      bank.bound(state.x, from, to, system.diagonal);
    }
  }

  private boolean isBent(int from, int to) {
    for (DiodeBank bank : system.diodes) {
      if (bank.touches(from, to)) {
        return true;
      }
    }
    return false;
  }

  private static void step(LaneState state, int at) {
    for (int i = at; i < at + LANES; i++) {
      double step = state.gradient[i] / state.diagonal[i];
      state.x[i] -= Math.max(-LONGEST, Math.min(LONGEST, step));
    }
  }
}
