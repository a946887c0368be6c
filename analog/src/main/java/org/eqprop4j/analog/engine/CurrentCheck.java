package org.eqprop4j.analog.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;

/**
 * Kirchhoff's current law on the whole circuit, computed apart from the simulator. It is what makes
 * sure that no wrong voltage passes for a right one, whatever the simulator says or keeps silent
 * about.
 */
public final class CurrentCheck {
  private final Circuit circuit;
  private final double[] leaving;
  private final double[] siemens;
  private final double[] residual;
  private final double[] seen;
  private final double[] reach;
  private final List<Element.Diodes> lawful;

  /** Nodes at which a device has a law that only the simulator knows. */
  private final boolean[] unknown;

  private double worstAmperes;
  private double worstVolts;

  /** For samples of a circuit, one at a time. */
  public CurrentCheck(Circuit circuit) {
    this.circuit = circuit;
    NodeReduction reduction = circuit.reduction();
    leaving = new double[circuit.nodeCount()];
    siemens = new double[circuit.nodeCount()];
    residual = new double[reduction.unknownCount()];
    seen = new double[reduction.unknownCount()];
    reach = new double[reduction.unknownCount()];
    unknown = new boolean[reduction.unknownCount()];
    Map<Boolean, List<Element.Diodes>> byLaw =
        circuit.elements(Element.Diodes.class).stream()
            .collect(Collectors.partitioningBy(d -> d.model().unknownLaw().isEmpty()));
    lawful = byLaw.get(true);
    for (Element.Diodes diodes : byLaw.get(false)) {
      for (int node : diodes.nodes().toArray()) {
        if (!reduction.isDriven(node)) {
          unknown[reduction.index(node)] = true;
        }
      }
    }
    for (int node = 0; node < circuit.nodeCount(); node++) {
      if (!reduction.isDriven(node)) {
        int u = reduction.index(node);
        reach[u] = Math.max(reach[u], Math.abs(reduction.scale(node)));
      }
    }
  }

  /**
   * Checks a sample.
   *
   * @param parameters parameter vector of the circuit
   * @param voltages of all nodes [V]
   * @param currents into the output nodes [A], {@code output nodes x samples}, or null
   */
  public void check(
      double[] parameters, double[] voltages, double[] currents, int samples, int sample) {
    Arrays.fill(leaving, 0);
    Arrays.fill(siemens, 0);
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch((a, b, parameter) -> add(a, b, parameters[parameter], voltages));
    }
    for (Element.BiasCurrents biases : circuit.elements(Element.BiasCurrents.class)) {
      for (int i = 0; i < biases.nodes().size(); i++) {
        leaving[biases.nodes().get(i)] -= parameters[biases.current().offset() + i];
      }
    }
    for (Element.Diodes diodes : lawful) {
      int sign = diodes.direction().sign();
      for (int d = 0; d < diodes.nodes().size(); d++) {
        int node = diodes.nodes().get(d);
        double drop = sign * (voltages[node] - parameters[diodes.bias().offset() + d]);
        leaving[node] += sign * diodes.model().current(drop);
        siemens[node] += diodes.model().conductance(drop);
      }
    }
    for (int o = 0; currents != null && o < circuit.outputs().nodes().size(); o++) {
      leaving[circuit.outputs().nodes().get(o)] -= currents[o * samples + sample];
    }
    sumUp(voltages);
  }

  private void add(int a, int b, double g, double[] voltages) {
    double amperes = g * (voltages[a] - voltages[b]);
    leaving[a] += amperes;
    leaving[b] -= amperes;
    siemens[a] += g;
    siemens[b] += g;
  }

  /** An amplifier's input draws the current of its output over the gain, stage by stage. */
  private void sumUp(double[] voltages) {
    NodeReduction reduction = circuit.reduction();
    Arrays.fill(residual, 0);
    Arrays.fill(seen, 0);
    double wrongGain = 0;
    for (int node = 0; node < leaving.length; node++) {
      if (!reduction.isDriven(node)) {
        int u = reduction.index(node);
        double scale = reduction.scale(node);
        residual[u] += leaving[node] / scale;
        seen[u] += siemens[node];
        double expected = scale * voltages[reduction.nodeOfUnknown(u)] + reduction.shift(node);
        wrongGain = Math.max(wrongGain, Math.abs(voltages[node] - expected));
      }
    }
    worstAmperes = 0;
    worstVolts = wrongGain;
    for (int u = 0; u < residual.length; u++) {
      double amperes = unknown[u] ? 0 : Math.abs(residual[u]);
      worstAmperes = Math.max(worstAmperes, amperes);
      worstVolts = Math.max(worstVolts, amperes == 0 ? 0 : reach[u] * amperes / seen[u]);
    }
  }

  /** Largest sum of currents at an unknown node [A]. */
  public double worstAmperes() {
    return worstAmperes;
  }

  /**
   * The same over the conductance seen there: how far a node would move if the others were held, at
   * the farthest output of its amplifiers [V].
   */
  public double worstVolts() {
    return worstVolts;
  }
}
