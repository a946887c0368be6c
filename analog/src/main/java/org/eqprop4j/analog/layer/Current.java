package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;

/**
 * The current sources that nudge the output nodes, and where the answer is read (Watfa et al. 2023,
 * section 3.2.5).
 *
 * @param folded whether output k is the difference of nodes 2k and 2k+1, so that it has a sign
 */
public record Current(String name, boolean folded) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    Layer.requireFirstUse(this, use);
    circuit.outputs(use, in.nodes(), folded);
    return in;
  }
}
