package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;

/** The same nodes in another shape. Adds nothing to the circuit. */
public record Reshape(String name, Shape shape) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    if (in.size() != shape.count()) {
      throw new CircuitException(
          "layer '" + name + "' cannot make " + shape + " of " + in.shape() + ": other counts");
    }
    return new NodeArray(in.nodes(), shape);
  }
}
