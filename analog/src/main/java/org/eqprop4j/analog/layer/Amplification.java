package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * A bidirectional amplifier behind every input node: voltages times the gain forward, currents
 * divided by it backward (Watfa et al. 2023, section 3.2.4).
 *
 * @param gain A, not 0
 */
public record Amplification(String name, double gain) implements Layer {
  @Override
  public Nodes emit(CircuitBuilder circuit, List<Nodes> inputs) {
    Nodes in = Layer.single(this, inputs);
    Nodes out = circuit.nodes(name, in.size());
    circuit.amplifiers(name, in, out, gain);
    return out;
  }
}
