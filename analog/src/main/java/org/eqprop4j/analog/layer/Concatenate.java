package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/** The nodes of several signals side by side. Adds nothing to the circuit. */
public record Concatenate(String name) implements Layer {
  @Override
  public Nodes emit(CircuitBuilder circuit, List<Nodes> inputs) {
    return Nodes.concatenate(inputs);
  }
}
