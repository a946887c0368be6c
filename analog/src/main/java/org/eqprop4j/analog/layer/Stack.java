package org.eqprop4j.analog.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * Signals of equal shape along a new last axis: two of 28 x 28 become an image of two channels.
 * Adds nothing to the circuit.
 */
public record Stack(String name) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    if (inputs.isEmpty()) {
      throw new CircuitException("layer '" + name + "' takes at least one input signal, got none");
    }
    Shape shape = inputs.get(0).shape();
    for (NodeArray input : inputs) {
      if (!input.shape().equals(shape)) {
        throw new CircuitException(
            "layer '"
                + name
                + "' stacks "
                + shape
                + " and "
                + input.shape()
                + ", expected equal shapes");
      }
    }
    int depth = inputs.size();
    int[] nodes =
        IntStream.range(0, shape.count() * depth)
            .map(i -> inputs.get(i % depth).nodes().get(i / depth))
            .toArray();
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.add(depth);
    return new NodeArray(Nodes.of(nodes), new Shape(sizes));
  }
}
