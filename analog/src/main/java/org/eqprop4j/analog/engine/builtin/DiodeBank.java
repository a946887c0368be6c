package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.engine.builtin.LaneKernels.LANES;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;

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

  /** Direction times bias [V]. */
  final double[] offset;

  private final int[] biasIndex;
  private final int sign;

  DiodeBank(ReducedSystem system, Element.Diodes diodes) {
    NodeReduction reduction = system.circuit.reduction();
    model = diodes.model();
    sign = diodes.direction().sign();
    int[] attached =
        java.util.stream.IntStream.range(0, diodes.nodes().size())
            .filter(i -> system.unknownAt(diodes.nodes().get(i)) >= 0)
            .toArray();
    size = attached.length;
    unknown = new int[size];
    slope = new double[size];
    weight = new double[size];
    offset = new double[size];
    biasIndex = new int[size];
    for (int d = 0; d < size; d++) {
      int node = diodes.nodes().get(attached[d]);
      unknown[d] = system.unknownAt(node);
      slope[d] = sign * reduction.scale(node);
      weight[d] = system.circuit.zoneWeights().ofNode(node);
      biasIndex[d] = diodes.bias().offset() + attached[d];
    }
  }

  void setParameters(double[] parameters) {
    for (int d = 0; d < size; d++) {
      offset[d] = sign * parameters[biasIndex[d]];
    }
  }

  /** Largest number of values, diodes times lanes, that a bank of the list needs room for. */
  static int room(Iterable<DiodeBank> banks) {
    int most = 0;
    for (DiodeBank bank : banks) {
      most = Math.max(most, bank.size * LANES);
    }
    return most;
  }
}
