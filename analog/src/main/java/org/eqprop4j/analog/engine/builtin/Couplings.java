package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.BitSet;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.circuit.Nodes;

/** What conductances join each unknown of a circuit to. */
final class Couplings {
  /** For each unknown the other unknowns. */
  final BitSet[] unknowns;

  /** For each unknown the inputs. */
  final BitSet[] features;

  private final NodeReduction reduction;

  Couplings(Circuit circuit) {
    reduction = circuit.reduction();
    unknowns = new BitSet[reduction.unknownCount()];
    features = new BitSet[unknowns.length];
    Arrays.setAll(unknowns, u -> new BitSet(unknowns.length));
    Arrays.setAll(features, u -> new BitSet(circuit.featureCount()));
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      join(crossbar.rows(), crossbar.columns());
      join(crossbar.columns(), crossbar.rows());
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      resistors.forEachBranch(
          (a, b, parameter) -> {
            join(a, b);
            join(b, a);
          });
    }
    for (int u = 0; u < unknowns.length; u++) {
      unknowns[u].clear(u);
    }
  }

  private void join(Nodes nodes, Nodes others) {
    BitSet reachedUnknowns = reached(others, Root.UNKNOWN);
    BitSet reachedFeatures = reached(others, Root.FEATURE);
    for (int i = 0; i < nodes.size(); i++) {
      if (!reduction.isDriven(nodes.get(i))) {
        int u = reduction.index(nodes.get(i));
        unknowns[u].or(reachedUnknowns);
        features[u].or(reachedFeatures);
      }
    }
  }

  private void join(int node, int other) {
    if (!reduction.isDriven(node)) {
      switch (reduction.root(other)) {
        case UNKNOWN -> unknowns[reduction.index(node)].set(reduction.index(other));
        case FEATURE -> features[reduction.index(node)].set(reduction.index(other));
        case PARAMETER, GROUND -> {}
      }
    }
  }

  private BitSet reached(Nodes nodes, Root root) {
    BitSet set = new BitSet();
    for (int i = 0; i < nodes.size(); i++) {
      if (reduction.root(nodes.get(i)) == root) {
        set.set(reduction.index(nodes.get(i)));
      }
    }
    return set;
  }
}
