package org.eqprop4j.analog.layer;

import java.util.List;
import org.eqprop4j.analog.circuit.CircuitBuilder;

/**
 * Clamps the output nodes at voltages that are part of the sample, behind those of the inputs. What
 * energy the circuit then has tells how well output and input go together (Watfa et al. 2023,
 * section 4.4): least where the free circuit would have put the outputs.
 */
public record VoltageOutput(String name) implements Layer {
  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    Layer.requireFirstUse(this, use);
    circuit.clampedOutputs(use, in.nodes());
    return in;
  }
}
