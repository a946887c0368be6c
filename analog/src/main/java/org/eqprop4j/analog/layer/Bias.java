package org.eqprop4j.analog.layer;

import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * Ideal voltage sources with voltages of their own.
 *
 * @param units number of sources
 * @param volts initial voltage [V]
 * @param trainable whether training may change the voltages
 */
public record Bias(String name, int units, double volts, boolean trainable) implements Layer {

  /** Sources that keep their voltage. */
  public Bias(String name, int units, double volts) {
    this(name, units, volts, false);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    Layer.requireInputs(this, inputs, 0);
    Nodes nodes = circuit.nodes(use, units);
    circuit.biases(use, nodes, circuit.parameter(name, Kind.VOLTAGE, units, 1, trainable));
    return NodeArray.of(nodes);
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(new Initializer.Constant(volts));
  }
}
