package org.eqprop4j.analog.circuit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weight of each zone of a circuit in its energy.
 *
 * <p>Nodes joined by passive elements form a zone. A bidirectional amplifier of gain A between two
 * zones makes the circuit minimise E_in + E_out / A^2: the current at its input is 1/A of that at
 * its output, where a transformer would have A. So every zone's co-content, injected current and
 * gradient carry a weight w with w(out) = w(in) / A^2. The zone of the first output node has weight
 * 1. Where two paths between amplifiers disagree, no energy exists and the circuit is refused.
 */
public final class ZoneWeights {
  /**
   * Relative difference at which two products of gains count as unequal; rounding stays far below.
   */
  private static final double TOLERANCE = 1e-9;

  private final double[] weight;
  private final NodeReduction reduction;
  private final boolean[] clamped;

  private record Coupling(int zone, double factor, String amplifier) {}

  ZoneWeights(Circuit circuit, NodeReduction reduction) {
    this.reduction = reduction;
    int n = circuit.nodeCount();
    clamped = clamped(circuit);
    int[] parent = new int[n];
    Arrays.setAll(parent, i -> i);
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      joinPassively(crossbar, parent);
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      resistors.forEachBranch(
          (a, b, parameter) -> {
            if (!isSource(a) && !isSource(b)) {
              joinSolved(parent, a, b);
            }
          });
    }
    List<List<Coupling>> couplings = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      couplings.add(new ArrayList<>());
    }
    for (Element.Amplifiers amplifiers : circuit.elements(Element.Amplifiers.class)) {
      double square = amplifiers.gain() * amplifiers.gain();
      for (int i = 0; i < amplifiers.inputs().size(); i++) {
        if (isSource(amplifiers.inputs().get(i))) {
          continue; // The source behind it absorbs any current, nothing flows back into the energy.
        }
        int in = find(parent, amplifiers.inputs().get(i));
        int out = find(parent, amplifiers.outputs().get(i));
        couplings.get(in).add(new Coupling(out, 1 / square, amplifiers.name()));
        couplings.get(out).add(new Coupling(in, square, amplifiers.name()));
      }
    }
    double[] zoneWeight = new double[n];
    spread(circuit, find(parent, firstOutput(circuit)), couplings, zoneWeight);
    for (int node = 0; node < n; node++) {
      if (zoneWeight[find(parent, node)] == 0) {
        spread(circuit, find(parent, node), couplings, zoneWeight);
      }
    }
    weight = new double[n];
    Arrays.setAll(weight, node -> zoneWeight[find(parent, node)]);
  }

  /** Output nodes that are held, and what amplifiers make of them. */
  private boolean[] clamped(Circuit circuit) {
    BitSet features = new BitSet();
    for (Element.VoltageInputs inputs : circuit.elements(Element.VoltageInputs.class)) {
      if (inputs.clamp()) {
        features.set(inputs.firstFeature(), inputs.firstFeature() + inputs.nodes().size());
      }
    }
    boolean[] held = new boolean[circuit.nodeCount()];
    for (int node = 0; node < held.length; node++) {
      held[node] =
          reduction.root(node) == NodeReduction.Root.FEATURE && features.get(reduction.index(node));
    }
    return held;
  }

  /** Whether a source holds the node, other than in the place of an answer. */
  private boolean isSource(int node) {
    return reduction.isDriven(node) && !clamped[node];
  }

  private int firstOutput(Circuit circuit) {
    return circuit.outputs().heads().isEmpty()
        ? IntStream.range(0, clamped.length).filter(node -> clamped[node]).findFirst().orElseThrow()
        : circuit.outputs().nodes().get(0);
  }

  private void joinPassively(Element.Crossbar crossbar, int[] parent) {
    // Source nodes join nothing: their voltage is fixed whatever flows.
    int anyRow = anySolved(crossbar.rows());
    int anyColumn = anySolved(crossbar.columns());
    if (anyRow < 0 || anyColumn < 0) {
      return;
    }
    for (int r = 0; r < crossbar.rows().size(); r++) {
      joinSolved(parent, crossbar.rows().get(r), anyColumn);
    }
    for (int c = 0; c < crossbar.columns().size(); c++) {
      joinSolved(parent, crossbar.columns().get(c), anyRow);
    }
  }

  private int anySolved(Nodes nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      if (!isSource(nodes.get(i))) {
        return nodes.get(i);
      }
    }
    return -1;
  }

  private void joinSolved(int[] parent, int node, int other) {
    if (!isSource(node)) {
      parent[find(parent, node)] = find(parent, other);
    }
  }

  private static int find(int[] parent, int node) {
    int root = node;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private static void spread(
      Circuit circuit, int start, List<List<Coupling>> couplings, double[] zoneWeight) {
    zoneWeight[start] = 1;
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      int zone = open.remove();
      for (Coupling coupling : couplings.get(zone)) {
        double expected = zoneWeight[zone] * coupling.factor();
        double found = zoneWeight[coupling.zone()];
        if (found == 0) {
          zoneWeight[coupling.zone()] = expected;
          open.add(coupling.zone());
        } else if (Math.abs(found - expected) > TOLERANCE * expected) {
          throw new CircuitException(
              String.format(
                  "the circuit has no energy function: through amplifier layer '%s' the zone of node %s"
                      + " has weight %.6g, by another path %.6g; expected equal products of squared gains",
                  coupling.amplifier(), circuit.nodeName(coupling.zone()), expected, found));
        }
      }
    }
  }

  /** The weight of the zone that a node belongs to; without meaning for driven nodes. */
  public double ofNode(int node) {
    return weight[node];
  }

  /**
   * The weight of an element between two nodes: 0 if sources hold both, since it then influences
   * nothing.
   */
  public double ofElement(int a, int b) {
    if (!isSource(a)) {
      return weight[a];
    }
    return isSource(b) ? 0 : weight[b];
  }
}
