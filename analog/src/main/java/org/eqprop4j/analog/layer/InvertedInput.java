package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * Voltage sources with the opposite voltages of an input layer. Conductances cannot be negative: a
 * negative weight is a conductance from the inverted input (Watfa et al. 2023, section 3.2.1).
 */
public record InvertedInput(String name) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray original = Layer.single(this, inputs);
    Nodes nodes = circuit.nodes(use, original.size());
    circuit.invertedInputs(use, nodes, original.nodes());
    return new NodeArray(nodes, original.shape());
  }
}
