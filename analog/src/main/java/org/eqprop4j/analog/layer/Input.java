package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * Ideal voltage sources whose voltages are the features of a sample.
 *
 * @param shape how the features are arranged
 */
public record Input(String name, Shape shape) implements Layer {

  /** Features on one axis. */
  public Input(String name, int units) {
    this(name, Shape.of(units));
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    Layer.requireInputs(this, inputs, 0);
    Layer.requireFirstUse(this, use);
    Nodes nodes = circuit.nodes(use, shape.count());
    circuit.inputs(use, nodes);
    return new NodeArray(nodes, shape);
  }
}
