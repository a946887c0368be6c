package org.eqprop4j.analog.testing;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.engine.OperatingPoints;

/**
 * Kirchhoff's current law, element by element on the full circuit: shares nothing with the engines
 * but the description of the elements.
 */
public final class Kirchhoff {
  private final Circuit circuit;
  private final double[] leaving;
  private final double[] siemens;
  private final boolean[] held;

  private Kirchhoff(Circuit circuit) {
    this.circuit = circuit;
    this.leaving = new double[circuit.nodeCount()];
    this.siemens = new double[circuit.nodeCount()];
    this.held = new boolean[circuit.nodeCount()];
    held[Circuit.GROUND] = true;
  }

  /**
   * The largest violation at any node that no source holds.
   *
   * @param currents injected into the output nodes, {@code output nodes x samples}, or null
   * @return the sum of currents over the conductance seen there: how far the node would move if the
   *     others were held [V]
   */
  public static double worstViolation(
      Circuit circuit, double[] parameters, OperatingPoints at, int sample, double[] currents) {
    return new Kirchhoff(circuit).violation(parameters, at, sample, currents);
  }

  private double violation(double[] parameters, OperatingPoints at, int sample, double[] currents) {
    for (Element element : circuit.elements()) {
      if (element instanceof Element.Conductances group) {
        group.forEachBranch(
            (a, b, g) -> {
              double i = parameters[g] * (at.voltage(a, sample) - at.voltage(b, sample));
              leave(a, i, parameters[g]);
              leave(b, -i, parameters[g]);
            });
      } else if (element instanceof Element.BiasCurrents biases) {
        for (int i = 0; i < biases.nodes().size(); i++) {
          leave(biases.nodes().get(i), -parameters[biases.current().offset() + i], 0);
        }
      } else if (element instanceof Element.Diodes diodes) {
        for (int d = 0; d < diodes.nodes().size(); d++) {
          int node = diodes.nodes().get(d);
          int sign = diodes.direction().sign();
          double drop = sign * (at.voltage(node, sample) - parameters[diodes.bias().offset() + d]);
          leave(node, sign * diodes.model().current(drop), diodes.model().conductance(drop));
        }
      } else if (element instanceof Element.CurrentOutputs outputs && currents != null) {
        for (int o = 0; o < outputs.nodes().size(); o++) {
          int place = circuit.outputs().firstNode(outputs) + o;
          leave(outputs.nodes().get(o), -currents[place * at.samples() + sample], 0);
        }
      } else if (element instanceof Element.VoltageInputs inputs) {
        hold(inputs.nodes());
      } else if (element instanceof Element.BiasVoltages biases) {
        hold(biases.nodes());
      }
    }
    amplifiersFromTheLastOn();
    double worst = 0;
    for (int node = 0; node < leaving.length; node++) {
      if (!held[node]) {
        worst = Math.max(worst, Math.abs(leaving[node]) / siemens[node]);
      }
    }
    return worst;
  }

  /** Needs amplifiers that were added after those that feed them. */
  private void amplifiersFromTheLastOn() {
    var amplifiers = circuit.elements(Element.Amplifiers.class);
    for (int e = amplifiers.size() - 1; e >= 0; e--) {
      Element.Amplifiers layer = amplifiers.get(e);
      for (int i = 0; i < layer.inputs().size(); i++) {
        int out = layer.outputs().get(i);
        leave(layer.inputs().get(i), leaving[out] / layer.gain(), siemens[out]);
        held[out] = true;
      }
    }
  }

  private void leave(int node, double amperes, double conductance) {
    leaving[node] += amperes;
    siemens[node] += conductance;
  }

  private void hold(Nodes nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      held[nodes.get(i)] = true;
    }
  }
}
