package org.eqprop4j.analog.layer;

import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * At every input node an ideal current source from ground. Offers the input nodes themselves, so
 * that layers can be chained.
 *
 * @param amperes initial current into each node [A]
 * @param bounds what training keeps the currents to [A]
 * @param trainable whether training may change the currents
 */
public record BiasCurrent(String name, double amperes, Bounds bounds, boolean trainable)
    implements Layer {

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    circuit.biasCurrents(
        use, in.nodes(), circuit.parameter(name, Kind.CURRENT, in.size(), 1, trainable));
    return in;
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(new Initializer.Constant(amperes));
  }
}
