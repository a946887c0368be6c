package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * Ties signals together: node i of every signal is wired to node i of the first, so that two weight
 * layers drive the same units. At most the first signal may be held by sources or amplifiers.
 *
 * <p>A wire is a bidirectional amplifier of gain 1.
 */
public record Join(String name) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    if (inputs.size() < 2) {
      throw new CircuitException(
          "layer '" + name + "' takes at least 2 input signals, got " + inputs.size());
    }
    NodeArray first = inputs.get(0);
    for (NodeArray input : inputs) {
      if (!input.shape().equals(first.shape())) {
        throw new CircuitException(
            "layer '"
                + name
                + "' joins "
                + first.shape()
                + " and "
                + input.shape()
                + ", expected equal shapes");
      }
    }
    List<NodeArray> others = inputs.subList(1, inputs.size());
    Nodes wired = Nodes.concatenate(others.stream().map(NodeArray::nodes).toList());
    Nodes to = Nodes.concatenate(others.stream().map(other -> first.nodes()).toList());
    circuit.amplifiers(use, to, wired, 1);
    return first;
  }
}
