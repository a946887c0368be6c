package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * A bidirectional amplifier behind every input node: voltages times the gain forward, currents
 * divided by it backward (Watfa et al. 2023, section 3.2.4). Voltages count from the reference:
 * V_out = V_ref + A (V_in - V_ref), so that a signal about V_ref stays about V_ref.
 *
 * @param gain A, not 0
 * @param reference V_ref [V]
 */
public record Amplification(String name, double gain, double reference) implements Layer {

  /** With ground as the reference. */
  public Amplification(String name, double gain) {
    this(name, gain, 0);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    Nodes out = circuit.nodes(use, in.size());
    circuit.amplifiers(use, in.nodes(), out, gain, reference);
    return new NodeArray(out, in.shape());
  }
}
