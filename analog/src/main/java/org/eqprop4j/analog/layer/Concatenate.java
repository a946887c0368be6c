package org.eqprop4j.analog.layer;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * The nodes of several signals side by side along the last axis; the other axes must be equal. Adds
 * nothing to the circuit.
 */
public record Concatenate(String name) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    if (inputs.isEmpty()) {
      throw new CircuitException("layer '" + name + "' takes at least one input signal, got none");
    }
    Shape first = inputs.get(0).shape();
    int width = 0;
    for (NodeArray input : inputs) {
      if (!input.shape().withLast(1).equals(first.withLast(1))) {
        throw new CircuitException(
            String.format(
                "layer '%s' concatenates %s and %s, expected shapes that differ in the last axis"
                    + " alone",
                name, first, input.shape()));
      }
      width += input.shape().size(-1);
    }
    List<Integer> nodes = new ArrayList<>();
    for (int row = 0; row < first.count() / first.size(-1); row++) {
      for (NodeArray input : inputs) {
        int length = input.shape().size(-1);
        for (int i = 0; i < length; i++) {
          nodes.add(input.nodes().get(row * length + i));
        }
      }
    }
    return new NodeArray(
        Nodes.of(nodes.stream().mapToInt(n -> n).toArray()), first.withLast(width));
  }
}
