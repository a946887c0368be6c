package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;

/**
 * What a circuit minimises: the co-contents of its elements (pseudo-power), each times the weight
 * of its zone (Watfa et al. 2023, eq. 3 and 4). Injected currents do not count.
 */
public final class Energy {
  private Energy() {}

  /**
   * The energy of a sample. With outputs clamped ({@link
   * org.eqprop4j.analog.circuit.CircuitBuilder#clampedOutputs}) it is never below that of the same
   * circuit with free outputs, and equal to it at the free outputs.
   *
   * @param parameters parameter vector of the circuit
   * @param points operating points, from whatever engine
   * @return energy [W] up to what elements between sources alone dissipate, which no voltage
   *     changes
   */
  public static double of(
      Circuit circuit, double[] parameters, OperatingPoints points, int sample) {
    double[] energy = {0};
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            double drop = points.voltage(a, sample) - points.voltage(b, sample);
            double weight = circuit.zoneWeights().ofElement(a, b);
            energy[0] += 0.5 * weight * parameters[parameter] * drop * drop;
          });
    }
    for (Element.BiasCurrents biases : circuit.elements(Element.BiasCurrents.class)) {
      for (int i = 0; i < biases.nodes().size(); i++) {
        int node = biases.nodes().get(i);
        energy[0] -=
            circuit.zoneWeights().ofElement(node, node)
                * parameters[biases.current().offset() + i]
                * points.voltage(node, sample);
      }
    }
    for (Element.Diodes diodes : circuit.elements(Element.Diodes.class)) {
      int sign = diodes.direction().sign();
      for (int i = 0; i < diodes.nodes().size(); i++) {
        int node = diodes.nodes().get(i);
        double drop =
            sign * (points.voltage(node, sample) - parameters[diodes.bias().offset() + i]);
        energy[0] += circuit.zoneWeights().ofElement(node, node) * diodes.model().coContent(drop);
      }
    }
    return energy[0];
  }
}
