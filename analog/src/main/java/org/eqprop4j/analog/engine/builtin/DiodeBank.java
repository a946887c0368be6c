package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * The diodes of one group that hang on unknown nodes, on the unknowns: drop = slope x - offset.
 * Diodes on driven nodes influence nothing and are left out.
 */
final class DiodeBank {
  final int size;
  final DiodeModel model;

  /** Place of each diode's unknown. */
  final int[] unknown;

  /** d drop / d x: direction times the node's multiple. */
  final double[] slope;

  /** Weight of the diode's zone. */
  final double[] weight;

  /** Weight times slope, and times its square: what gradient and Hessian take. */
  private final double[] once;

  private final double[] twice;

  /** The energy is one row. */
  private final int[] energyRow;

  /** Direction times bias, less what amplifiers add to the node [V]. */
  final double[] offset;

  /** The range of the unknowns, the end exclusive. */
  private final int first;

  private final int last;
  private final int[] biasIndex;
  private final double[] shift;
  private final int sign;

  DiodeBank(ReducedSystem system, Element.Diodes diodes) {
    NodeReduction reduction = system.circuit.reduction();
    model = diodes.model();
    sign = diodes.direction().sign();
    int[] attached =
        IntStream.range(0, diodes.nodes().size())
            .filter(i -> system.unknownAt(diodes.nodes().get(i)) >= 0)
            .toArray();
    size = attached.length;
    unknown = new int[size];
    slope = new double[size];
    weight = new double[size];
    once = new double[size];
    twice = new double[size];
    energyRow = new int[size];
    offset = new double[size];
    biasIndex = new int[size];
    shift = new double[size];
    for (int d = 0; d < size; d++) {
      int node = diodes.nodes().get(attached[d]);
      unknown[d] = system.unknownAt(node);
      slope[d] = sign * reduction.scale(node);
      weight[d] = system.circuit.zoneWeights().ofNode(node);
      once[d] = weight[d] * slope[d];
      twice[d] = once[d] * slope[d];
      shift[d] = reduction.shift(node);
      biasIndex[d] = diodes.bias().offset() + attached[d];
    }
    first = Arrays.stream(unknown).min().orElse(0);
    last = Arrays.stream(unknown).max().orElse(-1) + 1;
  }

  void setParameters(double[] parameters) {
    for (int d = 0; d < size; d++) {
      offset[d] = sign * (parameters[biasIndex[d]] - shift[d]);
    }
  }

  /** Whether one hangs on an unknown from {@code from} (inclusive) to {@code to} (exclusive). */
  boolean touches(int from, int to) {
    return from < last && first < to;
  }

  /**
   * Moves unknowns from {@code from} (inclusive) to {@code to} (exclusive) back to where the diodes
   * carry all the current that the node's conductances drive at x.
   */
  void bound(double[] x, int from, int to, double[] siemens) {
    for (int d = 0; d < size; d++) {
      if (unknown[d] < from || unknown[d] >= to) {
        continue;
      }
      double amperesPerVolt = siemens[unknown[d]] / (weight[d] * Math.abs(slope[d]));
      for (int i = unknown[d] * LANES; i < (unknown[d] + 1) * LANES; i++) {
        double drop = slope[d] * x[i] - offset[d];
        if (drop > 0) {
          double most = model.drop(amperesPerVolt * Math.abs(x[i]));
          if (drop > most) {
            x[i] = (most + offset[d]) / slope[d];
          }
        }
      }
    }
  }

  /**
   * Keeps moves from running up a steep branch beyond the current that can be there.
   *
   * @param move changes of the unknowns [V], shortened in the lanes that are not settled
   */
  void boundMoves(LaneState state, double[] move, boolean[] settled) {
    for (int l = 0; l < LANES; l++) {
      for (int d = 0; d < size && !settled[l]; d++) {
        int at = unknown[d] * LANES + l;
        double before = slope[d] * state.x[at] - offset[d];
        double after = before + slope[d] * move[at];
        if (after > before && after > 0) {
          double available =
              state.diagonal[at] * Math.abs(move[at]) / (weight[d] * Math.abs(slope[d]));
          double most = model.drop(Math.max(0, model.current(before)) + available);
          if (after > most) {
            move[at] = (most - before) / slope[d];
          }
        }
      }
    }
  }

  /** Adds the diodes' part of gradient and Hessian, and of the energy if that is asked for. */
  void addTo(LaneState state, DiodeBuffers buffers, boolean withEnergy) {
    Kernels kernels = Kernels.active();
    for (int first = 0; first < size; first += DiodeBuffers.ROWS) {
      int count = Math.min(DiodeBuffers.ROWS, size - first);
      kernels.gather(slope, offset, unknown, first, count, state.x, buffers.drop);
      evaluate(buffers, count * LANES, withEnergy);
      kernels.scatter(once, unknown, first, count, buffers.current, state.gradient);
      kernels.scatter(twice, unknown, first, count, buffers.conductance, state.diagonal);
      if (withEnergy) {
        kernels.scatter(weight, energyRow, first, count, buffers.coContent, state.diodeEnergy);
      }
    }
  }

  private void evaluate(DiodeBuffers b, int count, boolean withEnergy) {
    if (withEnergy) {
      model.evaluate(b.drop, b.current, b.conductance, b.coContent, 0, count);
    } else {
      model.evaluateWithoutCoContent(b.drop, b.current, b.conductance, b.coContent, 0, count);
    }
  }
}
