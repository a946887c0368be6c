package org.eqprop4j.analog.circuit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Collects nodes and elements into a {@link Circuit}. Shapes are checked here, once, for every way
 * to build one.
 */
public final class CircuitBuilder {
  private final List<String> nodeNames = new ArrayList<>(List.of("0"));
  private final List<Element> elements = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();
  private int featureCount;
  private int parameterCount;

  /** Adds {@code count} nodes named after their layer. */
  public Nodes nodes(String layer, int count) {
    if (count < 1) {
      throw new CircuitException("layer '" + layer + "' needs at least one unit, got " + count);
    }
    int first = nodeNames.size();
    IntStream.range(0, count).forEach(i -> nodeNames.add(layer + "_" + i));
    return Nodes.range(first, count);
  }

  /** Holds the nodes at the next {@code nodes.size()} input values of a sample. */
  public void inputs(String name, Nodes nodes) {
    add(new Element.VoltageInputs(name, nodes, featureCount, 1, false));
    featureCount += nodes.size();
  }

  /**
   * Holds the nodes at minus the voltages of a group of input nodes.
   *
   * @throws CircuitException if {@code original} is not the nodes of one input layer
   */
  public void invertedInputs(String name, Nodes nodes, Nodes original) {
    Element.VoltageInputs inputs =
        elements.stream()
            .filter(Element.VoltageInputs.class::isInstance)
            .map(Element.VoltageInputs.class::cast)
            .filter(i -> i.nodes().equals(original))
            .findFirst()
            .orElseThrow(
                () ->
                    new CircuitException(
                        "layer '" + name + "' inverts something that is not an input layer"));
    if (nodes.size() != original.size()) {
      throw new CircuitException(
          "layer '" + name + "' has " + nodes.size() + " units, expected " + original.size());
    }
    add(new Element.VoltageInputs(name, nodes, inputs.firstFeature(), -inputs.sign(), false));
  }

  /**
   * A block of the parameter vector. A second request for the same block returns the first, so that
   * several groups of elements can share it.
   *
   * @throws CircuitException if it was requested with another kind or shape
   */
  public Parameter parameter(
      String name, Parameter.Kind kind, int rows, int columns, boolean trainable) {
    for (Parameter known : parameters) {
      if (known.name().equals(name)) {
        if (known.kind() != kind || known.rows() != rows || known.columns() != columns) {
          throw new CircuitException(
              String.format(
                  "layer '%s' is shared, with %d x %d values [%s] in one place and %d x %d [%s] in"
                      + " another, expected equal shapes",
                  name,
                  known.rows(),
                  known.columns(),
                  known.kind().unit(),
                  rows,
                  columns,
                  kind.unit()));
        }
        return known;
      }
    }
    Parameter parameter = new Parameter(name, kind, parameterCount, rows, columns, trainable);
    parameters.add(parameter);
    parameterCount = Math.addExact(parameterCount, Math.multiplyExact(rows, columns));
    return parameter;
  }

  private Parameter volts(String name, Nodes nodes, boolean trainable) {
    return parameter(name, Parameter.Kind.VOLTAGE, nodes.size(), 1, trainable);
  }

  private static void requireSize(String name, Parameter parameter, int rows, int columns) {
    if (parameter.rows() != rows || parameter.columns() != columns) {
      throw new CircuitException(
          String.format(
              "layer '%s' needs %d x %d values, got the %d x %d of '%s'",
              name, rows, columns, parameter.rows(), parameter.columns(), parameter.name()));
    }
  }

  /** Holds the nodes at voltages of their own. */
  public Parameter biases(String name, Nodes nodes, boolean trainable) {
    return biases(name, nodes, volts(name, nodes, trainable));
  }

  /** Holds the nodes at the voltages of a block, one value each. */
  public Parameter biases(String name, Nodes nodes, Parameter voltage) {
    requireSize(name, voltage, nodes.size(), 1);
    add(new Element.BiasVoltages(name, nodes, voltage));
    return voltage;
  }

  /** Drives a current of its own into every node. */
  public Parameter biasCurrents(String name, Nodes nodes, boolean trainable) {
    return biasCurrents(
        name, nodes, parameter(name, Parameter.Kind.CURRENT, nodes.size(), 1, trainable));
  }

  /** Drives the currents of a block into the nodes, one value each. */
  public Parameter biasCurrents(String name, Nodes nodes, Parameter current) {
    requireSize(name, current, nodes.size(), 1);
    add(new Element.BiasCurrents(name, nodes, current));
    return current;
  }

  /** Joins every row with every column by a conductance of its own. */
  public Parameter crossbar(String name, Nodes rows, Nodes columns, boolean trainable) {
    return crossbar(
        name,
        rows,
        columns,
        parameter(name, Parameter.Kind.CONDUCTANCE, rows.size(), columns.size(), trainable));
  }

  /** Joins every row with every column by the conductances of a block. */
  public Parameter crossbar(String name, Nodes rows, Nodes columns, Parameter conductance) {
    requireSize(name, conductance, rows.size(), columns.size());
    add(new Element.Crossbar(name, rows, columns, conductance));
    return conductance;
  }

  /** Adds single resistors with the conductances of a block. */
  public void resistors(String name, List<Element.Resistor> resistors, Parameter conductance) {
    for (Element.Resistor r : resistors) {
      if (r.from() == r.to() || r.value() < 0 || r.value() >= conductance.size()) {
        throw new CircuitException(
            String.format(
                "layer '%s' has a resistor from node %s to %s with value %d of %d",
                name,
                nodeNames.get(r.from()),
                nodeNames.get(r.to()),
                r.value(),
                conductance.size()));
      }
    }
    add(new Element.Resistors(name, resistors, conductance));
  }

  /** Attaches a diode in series with a voltage source of its own to every node. */
  public Parameter diodes(
      String name,
      Nodes nodes,
      Element.Direction direction,
      DiodeModel model,
      boolean biasTrainable) {
    return diodes(name, nodes, direction, model, volts(name, nodes, biasTrainable));
  }

  /** Attaches a diode in series with a voltage source of a block to every node. */
  public Parameter diodes(
      String name, Nodes nodes, Element.Direction direction, DiodeModel model, Parameter bias) {
    requireSize(name, bias, nodes.size(), 1);
    add(new Element.Diodes(name, nodes, direction, bias, model));
    return bias;
  }

  /** Amplifiers whose reference is ground. */
  public void amplifiers(String name, Nodes inputs, Nodes outputNodes, double gain) {
    amplifiers(name, inputs, outputNodes, gain, 0);
  }

  /**
   * Puts a bidirectional amplifier between each input node and the output node of the same index.
   *
   * @param reference voltage that is not changed [V]
   */
  public void amplifiers(
      String name, Nodes inputs, Nodes outputNodes, double gain, double reference) {
    if (!Double.isFinite(gain) || gain == 0) {
      throw new CircuitException(
          "layer '" + name + "' has gain " + gain + ", expected a finite one other than 0");
    }
    if (!Double.isFinite(reference)) {
      throw new CircuitException(
          "layer '" + name + "' has reference " + reference + " V, expected a finite voltage");
    }
    if (inputs.size() != outputNodes.size()) {
      throw new CircuitException(
          "layer '"
              + name
              + "' has "
              + inputs.size()
              + " amplifier inputs but "
              + outputNodes.size()
              + " outputs");
    }
    add(new Element.Amplifiers(name, inputs, outputNodes, gain, reference));
  }

  /** Declares the output nodes of a head. */
  public void outputs(String name, Nodes nodes, boolean folded) {
    if (folded && nodes.size() % 2 != 0) {
      throw new CircuitException(
          "layer '" + name + "' folds pairs of nodes but has an odd number, " + nodes.size());
    }
    add(new Element.CurrentOutputs(name, nodes, folded));
  }

  /** Holds output nodes at the next {@code nodes.size()} input values of a sample. */
  public void clampedOutputs(String name, Nodes nodes) {
    add(new Element.VoltageInputs(name, nodes, featureCount, 1, true));
    featureCount += nodes.size();
  }

  private static boolean isOutput(Element element) {
    return element instanceof Element.CurrentOutputs
        || (element instanceof Element.VoltageInputs inputs && inputs.clamp());
  }

  private void add(Element element) {
    if (!names.add(element.name())) {
      throw new CircuitException(
          "two layers are named '" + element.name() + "', expected unique names");
    }
    if (!leftOut.contains(element.name())) {
      elements.add(element);
    }
  }

  /** Leaves out the elements of a name that are added from now on. Nodes and parameters stay. */
  public void leaveOut(String name) {
    leftOut.add(name);
  }

  /** Number of nodes so far, ground included. */
  public int nodeCount() {
    return nodeNames.size();
  }

  /** Number of groups of elements so far. */
  public int elementCount() {
    return elements.size();
  }

  /**
   * The finished circuit.
   *
   * @throws CircuitException if it has no output, a floating node, a node driven twice, or no
   *     energy function
   */
  public Circuit build() {
    if (elements.stream().noneMatch(CircuitBuilder::isOutput)) {
      throw new CircuitException(
          "the circuit has no output, expected a current or a voltage output layer");
    }
    return new Circuit(nodeNames, elements, parameters, featureCount, parameterCount);
  }
}
