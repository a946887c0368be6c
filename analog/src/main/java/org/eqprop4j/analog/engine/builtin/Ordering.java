package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * The order in which unknowns are eliminated. First come the leaves, a set of unknowns no two of
 * which are coupled: each is eliminated by a division. In a layered circuit that is every other
 * layer, so that 100 hidden and 20 output nodes need a 20 x 20 factorisation. The rest is treated
 * as dense.
 */
final class Ordering {
  private final int[] position;
  private final int leaves;
  private final boolean othersCoupled;

  Ordering(Circuit circuit) {
    BitSet[] neighbours = neighbours(circuit);
    int n = neighbours.length;
    int[] byDegree =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingInt(u -> neighbours[u].cardinality()))
            .mapToInt(Integer::intValue)
            .toArray();
    BitSet chosen = new BitSet(n);
    for (int u : byDegree) {
      if (!neighbours[u].intersects(chosen)) {
        chosen.set(u);
      }
    }
    leaves = chosen.cardinality();
    BitSet others = new BitSet(n);
    others.set(0, n);
    others.andNot(chosen);
    othersCoupled = others.stream().anyMatch(u -> neighbours[u].intersects(others));
    position = new int[n];
    int nextLeaf = 0;
    int nextOther = leaves;
    for (int u = 0; u < n; u++) {
      position[u] = chosen.get(u) ? nextLeaf++ : nextOther++;
    }
  }

  private static BitSet[] neighbours(Circuit circuit) {
    NodeReduction reduction = circuit.reduction();
    BitSet[] neighbours = new BitSet[reduction.unknownCount()];
    Arrays.setAll(neighbours, u -> new BitSet(neighbours.length));
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      BitSet rows = unknowns(reduction, crossbar.rows());
      BitSet columns = unknowns(reduction, crossbar.columns());
      rows.stream().forEach(u -> neighbours[u].or(columns));
      columns.stream().forEach(u -> neighbours[u].or(rows));
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      resistors.forEachBranch(
          (a, b, parameter) -> {
            if (!reduction.isDriven(a) && !reduction.isDriven(b)) {
              neighbours[reduction.index(a)].set(reduction.index(b));
              neighbours[reduction.index(b)].set(reduction.index(a));
            }
          });
    }
    for (int u = 0; u < neighbours.length; u++) {
      neighbours[u].clear(u);
    }
    return neighbours;
  }

  private static BitSet unknowns(NodeReduction reduction, Nodes nodes) {
    BitSet set = new BitSet();
    for (int i = 0; i < nodes.size(); i++) {
      if (!reduction.isDriven(nodes.get(i))) {
        set.set(reduction.index(nodes.get(i)));
      }
    }
    return set;
  }

  /** Place of an unknown of the circuit in the elimination order. */
  int position(int unknown) {
    return position[unknown];
  }

  int size() {
    return position.length;
  }

  /** Whether two unknowns that are not leaves are coupled. */
  boolean othersCoupled() {
    return othersCoupled;
  }

  /** Number of leaves; they hold the first positions. */
  int leaves() {
    return leaves;
  }
}
