package org.eqprop4j.analog.circuit;

import java.util.Arrays;

/**
 * How every node voltage follows from few: each node is a fixed multiple of one root, plus a
 * constant where amplifiers have a reference voltage. Roots are unknown voltages, input values of
 * the sample, bias voltages and ground. Ideal sources and amplifiers are eliminated this way, so
 * that what is left for a solver are the unknowns alone.
 */
public final class NodeReduction {

  /** What a node's voltage is a multiple of. */
  public enum Root {
    /** A voltage to be solved for. */
    UNKNOWN,
    /** An input value of the sample. */
    FEATURE,
    /** A value of the parameter vector. */
    PARAMETER,
    /** Nothing: the node is at 0 V. */
    GROUND
  }

  private final Root[] root;
  private final int[] index;
  private final double[] scale;
  private final double[] shift;
  private final int[] nodeOfUnknown;

  NodeReduction(Circuit circuit) {
    int n = circuit.nodeCount();
    root = new Root[n];
    index = new int[n];
    scale = new double[n];
    shift = new double[n];
    Arrays.fill(scale, 1);
    root[Circuit.GROUND] = Root.GROUND;
    int[] amplifiedFrom = new int[n];
    Arrays.fill(amplifiedFrom, -1);
    Element.Amplifiers[] amplifiedBy = new Element.Amplifiers[n];
    String[] drivenBy = new String[n];
    drivenBy[Circuit.GROUND] = "ground";
    for (Element element : circuit.elements()) {
      if (element instanceof Element.VoltageInputs inputs) {
        for (int i = 0; i < inputs.nodes().size(); i++) {
          int node = drive(circuit, drivenBy, inputs.nodes().get(i), inputs.name());
          root[node] = Root.FEATURE;
          index[node] = inputs.firstFeature() + i;
          scale[node] = inputs.sign();
        }
      } else if (element instanceof Element.BiasVoltages biases) {
        for (int i = 0; i < biases.nodes().size(); i++) {
          int node = drive(circuit, drivenBy, biases.nodes().get(i), biases.name());
          root[node] = Root.PARAMETER;
          index[node] = biases.voltage().offset() + i;
        }
      } else if (element instanceof Element.Amplifiers amplifiers) {
        for (int i = 0; i < amplifiers.outputs().size(); i++) {
          int node = drive(circuit, drivenBy, amplifiers.outputs().get(i), amplifiers.name());
          amplifiedFrom[node] = amplifiers.inputs().get(i);
          amplifiedBy[node] = amplifiers;
        }
      }
    }
    nodeOfUnknown = numberUnknowns(amplifiedFrom);
    for (int node = 0; node < n; node++) {
      if (amplifiedFrom[node] >= 0) {
        followAmplifiers(circuit, amplifiedFrom, amplifiedBy, node);
      }
    }
  }

  private static int drive(Circuit circuit, String[] drivenBy, int node, String layer) {
    if (drivenBy[node] != null) {
      throw new CircuitException(
          "node "
              + circuit.nodeName(node)
              + " is held by both '"
              + drivenBy[node]
              + "' and '"
              + layer
              + "', expected at most one voltage source or amplifier output");
    }
    drivenBy[node] = layer;
    return node;
  }

  private int[] numberUnknowns(int[] amplifiedFrom) {
    int[] nodes = new int[root.length];
    int count = 0;
    for (int node = 0; node < root.length; node++) {
      if (root[node] == null && amplifiedFrom[node] < 0) {
        root[node] = Root.UNKNOWN;
        index[node] = count;
        nodes[count++] = node;
      }
    }
    return Arrays.copyOf(nodes, count);
  }

  private void followAmplifiers(
      Circuit circuit, int[] amplifiedFrom, Element.Amplifiers[] amplifiedBy, int node) {
    int at = node;
    double factor = 1;
    double sum = 0;
    for (int steps = 0; amplifiedFrom[at] >= 0; steps++) {
      if (steps > root.length) {
        throw new CircuitException(
            "node " + circuit.nodeName(node) + " is amplified from itself, expected no loop");
      }
      Element.Amplifiers amplifier = amplifiedBy[at];
      sum += factor * amplifier.reference() * (1 - amplifier.gain());
      factor *= amplifier.gain();
      at = amplifiedFrom[at];
    }
    root[node] = root[at];
    index[node] = index[at];
    scale[node] = factor * scale[at];
    shift[node] = sum;
  }

  /** Number of voltages to be solved for. */
  public int unknownCount() {
    return nodeOfUnknown.length;
  }

  /** The node whose own voltage is the given unknown. */
  public int nodeOfUnknown(int unknown) {
    return nodeOfUnknown[unknown];
  }

  /** What the node's voltage is a multiple of. */
  public Root root(int node) {
    return root[node];
  }

  /** Index of the root: of the unknown, of the input value, or in the parameter vector. */
  public int index(int node) {
    return index[node];
  }

  /** The multiple: V_node = scale times root plus shift. */
  public double scale(int node) {
    return scale[node];
  }

  /** The constant that is added [V]; 0 but for the outputs of amplifiers with a reference. */
  public double shift(int node) {
    return shift[node];
  }

  /** Whether the node's voltage is given by sources alone. */
  public boolean isDriven(int node) {
    return root[node] != Root.UNKNOWN;
  }
}
