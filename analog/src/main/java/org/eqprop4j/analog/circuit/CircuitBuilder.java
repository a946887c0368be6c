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
  private Element.CurrentOutputs outputs;
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
    add(new Element.VoltageInputs(name, nodes, featureCount, 1));
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
    add(new Element.VoltageInputs(name, nodes, inputs.firstFeature(), -inputs.sign()));
  }

  /** Holds the nodes at voltages of their own. */
  public Parameter biases(String name, Nodes nodes, boolean trainable) {
    Parameter voltage = parameter(name, Parameter.Kind.VOLTAGE, nodes.size(), 1, trainable);
    add(new Element.BiasVoltages(name, nodes, voltage));
    return voltage;
  }

  /** Joins every row with every column by a conductance. */
  public Parameter crossbar(String name, Nodes rows, Nodes columns, boolean trainable) {
    Parameter conductance =
        parameter(name, Parameter.Kind.CONDUCTANCE, rows.size(), columns.size(), trainable);
    add(new Element.Crossbar(name, rows, columns, conductance));
    return conductance;
  }

  /** Attaches a diode in series with a voltage source to every node. */
  public Parameter diodes(
      String name,
      Nodes nodes,
      Element.Direction direction,
      DiodeModel model,
      boolean biasTrainable) {
    Parameter bias = parameter(name, Parameter.Kind.VOLTAGE, nodes.size(), 1, biasTrainable);
    add(new Element.Diodes(name, nodes, direction, bias, model));
    return bias;
  }

  /**
   * Puts a bidirectional amplifier between each input node and the output node of the same index.
   */
  public void amplifiers(String name, Nodes inputs, Nodes outputNodes, double gain) {
    if (!Double.isFinite(gain) || gain == 0) {
      throw new CircuitException(
          "layer '" + name + "' has gain " + gain + ", expected a finite one other than 0");
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
    add(new Element.Amplifiers(name, inputs, outputNodes, gain));
  }

  /** Declares the output nodes. */
  public void outputs(String name, Nodes nodes, boolean folded) {
    if (outputs != null) {
      throw new CircuitException(
          "layer '" + name + "' is a second output beside '" + outputs.name() + "', expected one");
    }
    if (folded && nodes.size() % 2 != 0) {
      throw new CircuitException(
          "layer '" + name + "' folds pairs of nodes but has an odd number, " + nodes.size());
    }
    outputs = new Element.CurrentOutputs(name, nodes, folded);
    add(outputs);
  }

  private Parameter parameter(
      String name, Parameter.Kind kind, int rows, int columns, boolean trainable) {
    Parameter parameter = new Parameter(name, kind, parameterCount, rows, columns, trainable);
    parameters.add(parameter);
    parameterCount = Math.addExact(parameterCount, Math.multiplyExact(rows, columns));
    return parameter;
  }

  private void add(Element element) {
    if (!names.add(element.name())) {
      throw new CircuitException(
          "two layers are named '" + element.name() + "', expected unique names");
    }
    elements.add(element);
  }

  /**
   * The finished circuit.
   *
   * @throws CircuitException if it has no output, a floating node, a node driven twice, or no
   *     energy function
   */
  public Circuit build() {
    if (outputs == null) {
      throw new CircuitException("the circuit has no output, expected a current layer");
    }
    return new Circuit(nodeNames, elements, parameters, outputs, featureCount, parameterCount);
  }
}
