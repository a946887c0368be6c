package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * Ideal voltage sources whose voltages are the features of a sample.
 *
 * @param units number of features
 */
public record Input(String name, int units) implements Layer {
  @Override
  public Nodes emit(CircuitBuilder circuit, List<Nodes> inputs) {
    Layer.requireInputs(this, inputs, 0);
    Nodes nodes = circuit.nodes(name, units);
    circuit.inputs(name, nodes);
    return nodes;
  }
}
