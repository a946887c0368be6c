package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.BitSet;
import org.eqprop4j.analog.kernel.EliminationProgram;

/** The elimination program of a circuit's unknowns, and where its values come from. */
final class SparseElimination {
  /** Origin of what elimination alone makes other than 0. */
  private static final int NONE = -1;

  final EliminationProgram program;

  /** See {@link NewtonMatrix#isWorthKeeping}. */
  final boolean worthKeeping;

  private final double[] coupling;
  private final double[] otherMatrix;

  /** Where each value stands in the coupling, or behind its end in the matrix of the others. */
  private final int[] origin;

  /**
   * An elimination.
   *
   * @param coupled for each unknown those that it is coupled to
   */
  SparseElimination(
      ReducedSystem system, BitSet[] coupled, MinimumDegree order, boolean worthKeeping) {
    this.worthKeeping = worthKeeping;
    program = new EliminationProgram(order.order(), order.below());
    coupling = system.coupling.values();
    otherMatrix = system.otherMatrix.values();
    origin = new int[program.entries()];
    Arrays.fill(origin, NONE);
    for (int high = system.leaves; high < system.unknowns; high++) {
      int other = high - system.leaves;
      BitSet lower = coupled[high].get(0, high);
      for (int low = lower.nextSetBit(0); low >= 0; low = lower.nextSetBit(low + 1)) {
        origin[program.index(high, low)] =
            low < system.leaves
                ? system.coupling.index(other, low)
                : coupling.length + system.otherMatrix.index(other, low - system.leaves);
      }
    }
  }

  /** Takes over the values from {@code from} (inclusive) to {@code to} (exclusive). */
  void set(int from, int to) {
    double[] values = program.values();
    for (int at = from; at < to; at++) {
      int i = origin[at];
      if (i != NONE) {
        values[at] = i < coupling.length ? coupling[i] : otherMatrix[i - coupling.length];
      }
    }
  }
}
