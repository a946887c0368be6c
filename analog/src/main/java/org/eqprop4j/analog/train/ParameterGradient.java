package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.engine.Workers;

/**
 * The gradient of a batch with respect to every parameter: each element's local difference of
 * co-contents between the phases, times the weight of its zone, summed over the samples.
 */
final class ParameterGradient {
  private final Circuit circuit;
  private final List<CrossbarGradient> crossbars;
  private final List<ResistorGradient> resistors;
  private final List<Element.BiasCurrents> biasCurrents;
  private final List<Element.Diodes> diodes;
  private final List<Branch> biasBranches = new ArrayList<>();

  /** A conductance, by its index among the parameters, from a bias source to an unknown node. */
  private record Branch(int source, int other, int conductance) {}

  ParameterGradient(Circuit circuit, Workers workers) {
    this.circuit = circuit;
    this.crossbars =
        circuit.elements(Element.Crossbar.class).stream()
            .map(crossbar -> new CrossbarGradient(circuit, crossbar, workers))
            .toList();
    this.resistors =
        circuit.elements(Element.Resistors.class).stream()
            .map(group -> new ResistorGradient(circuit, group, workers))
            .toList();
    this.biasCurrents = circuit.elements(Element.BiasCurrents.class);
    this.diodes = circuit.elements(Element.Diodes.class);
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, conductance) -> {
            addBiasBranch(a, b, conductance);
            addBiasBranch(b, a, conductance);
          });
    }
  }

  private void addBiasBranch(int source, int other, int conductance) {
    NodeReduction reduction = circuit.reduction();
    if (reduction.root(source) == Root.PARAMETER && !reduction.isDriven(other)) {
      biasBranches.add(new Branch(source, other, conductance));
    }
  }

  /**
   * Sums over the samples in their order, whatever the number of threads.
   *
   * @param parameters parameter vector
   * @param gradient dC/dtheta [1/S or 1/V], one per parameter, written
   */
  void sum(PhaseContrast contrast, double[] parameters, double[] gradient) {
    // Everything is added: several elements may share a parameter.
    Arrays.fill(gradient, 0);
    for (CrossbarGradient crossbar : crossbars) {
      crossbar.sum(contrast, gradient);
    }
    for (ResistorGradient group : resistors) {
      group.sum(contrast, gradient);
    }
    for (Branch branch : biasBranches) {
      addSourceCurrent(branch, parameters, contrast, gradient);
    }
    for (Element.BiasCurrents biases : biasCurrents) {
      biasCurrents(biases, contrast, gradient);
    }
    for (Element.Diodes group : diodes) {
      diodeBiases(group, contrast, parameters, gradient);
    }
  }

  /** dC/dI of a current source is minus the change of the voltage that it feeds. */
  private void biasCurrents(
      Element.BiasCurrents biases, PhaseContrast contrast, double[] gradient) {
    int samples = contrast.samples();
    for (int i = 0; i < biases.nodes().size(); i++) {
      int node = biases.nodes().get(i);
      double change = 0;
      for (int s = 0; s < samples; s++) {
        change += contrast.response()[node * samples + s];
      }
      gradient[biases.current().offset() + i] -= circuit.zoneWeights().ofNode(node) * change;
    }
  }

  /** dC/dV of a bias source is the change of the current that it delivers. */
  private void addSourceCurrent(
      Branch branch, double[] parameters, PhaseContrast contrast, double[] gradient) {
    NodeReduction reduction = circuit.reduction();
    int samples = contrast.samples();
    int other = branch.other();
    double change = 0;
    for (int s = other * samples; s < (other + 1) * samples; s++) {
      change -= contrast.response()[s];
    }
    gradient[reduction.index(branch.source())] +=
        circuit.zoneWeights().ofNode(other)
            * parameters[branch.conductance()]
            * reduction.scale(branch.source())
            * change;
  }

  /**
   * dC/db of a diode's series source: minus the change of the branch current, with the diode's
   * direction.
   */
  private void diodeBiases(
      Element.Diodes diodes, PhaseContrast contrast, double[] parameters, double[] gradient) {
    int sign = diodes.direction().sign();
    int offset = diodes.bias().offset();
    for (int d = 0; d < diodes.nodes().size(); d++) {
      int node = diodes.nodes().get(d);
      double change = 0;
      if (diodes.bias().trainable() && !circuit.reduction().isDriven(node)) {
        for (int s = 0; s < contrast.samples(); s++) {
          change += contrast.currentResponse(diodes.model(), node, s, sign, parameters[offset + d]);
        }
      }
      gradient[offset + d] -= sign * circuit.zoneWeights().ofNode(node) * change;
    }
  }
}
