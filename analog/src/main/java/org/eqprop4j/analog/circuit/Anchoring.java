package org.eqprop4j.analog.circuit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Refuses circuits that leave a voltage open: every unknown must lead over conductances to a source
 * or to ground, or to a diode, which does so itself.
 */
final class Anchoring {
  private final NodeReduction reduction;
  private final int[] parent;
  private final boolean[] anchored;

  private Anchoring(NodeReduction reduction) {
    this.reduction = reduction;
    parent = new int[reduction.unknownCount()];
    Arrays.setAll(parent, u -> u);
    anchored = new boolean[parent.length];
  }

  /**
   * @throws CircuitException naming the first node that floats
   */
  static void require(Circuit circuit, NodeReduction reduction) {
    Anchoring anchoring = new Anchoring(reduction);
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      anchoring.join(crossbar.rows(), crossbar.columns());
      anchoring.join(crossbar.columns(), crossbar.rows());
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      resistors.forEachBranch(
          (a, b, parameter) -> {
            anchoring.join(Nodes.of(a), Nodes.of(b));
            anchoring.join(Nodes.of(b), Nodes.of(a));
          });
    }
    for (Element.Diodes diodes : circuit.elements(Element.Diodes.class)) {
      anchoring.join(diodes.nodes(), Nodes.of(Circuit.GROUND));
    }
    List<Integer> open = anchoring.open();
    if (!open.isEmpty()) {
      throw new CircuitException(
          "node "
              + circuit.nodeName(reduction.nodeOfUnknown(open.get(0)))
              + " floats: no conductance leads from it to a source, to ground or to a diode");
    }
  }

  private void join(Nodes nodes, Nodes others) {
    int unknown = -1;
    boolean source = false;
    for (int i = 0; i < others.size(); i++) {
      if (reduction.isDriven(others.get(i))) {
        source = true;
      } else {
        unknown = reduction.index(others.get(i));
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (!reduction.isDriven(nodes.get(i))) {
        int u = reduction.index(nodes.get(i));
        anchored[u] |= source;
        if (unknown >= 0) {
          parent[find(u)] = find(unknown);
        }
      }
    }
  }

  private int find(int unknown) {
    int root = unknown;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** Unknowns of groups in which none is anchored. */
  private List<Integer> open() {
    boolean[] held = new boolean[parent.length];
    for (int u = 0; u < parent.length; u++) {
      held[find(u)] |= anchored[u];
    }
    return IntStream.range(0, parent.length).filter(u -> !held[find(u)]).boxed().toList();
  }
}
