package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * The current sources that nudge the output nodes, and where the answer is read (Watfa et al. 2023,
 * section 3.2.5).
 *
 * @param folded whether output k is the difference of nodes 2k and 2k+1, so that it has a sign
 */
public record Current(String name, boolean folded) implements Layer {
  @Override
  public Nodes emit(CircuitBuilder circuit, List<Nodes> inputs) {
    Nodes nodes = Layer.single(this, inputs);
    circuit.outputs(name, nodes, folded);
    return nodes;
  }
}
