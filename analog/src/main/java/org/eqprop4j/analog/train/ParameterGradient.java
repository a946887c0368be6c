package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.Workers;

/**
 * The gradient of a batch with respect to every parameter: each element's local difference of
 * co-contents between the phases, times the weight of its zone, summed over the samples.
 */
final class ParameterGradient {
  /** Values that one thread clears at a time. */
  private static final int GRAIN = 4096;

  private final Circuit circuit;
  private final Workers workers;
  private final Task task = new Task();
  private final List<CrossbarGradient> crossbars = new ArrayList<>();
  private final Section preparation = new Section();

  /** One after the other: elements that share conductances stand in different ones. */
  private final List<Section> sums = new ArrayList<>();

  private final List<Element.BiasCurrents> biasCurrents;
  private final List<Element.Diodes> diodes;
  private final List<Branch> biasBranches = new ArrayList<>();

  /** A conductance, by its index among the parameters, from a bias source to an unknown node. */
  private record Branch(int source, int other, int conductance) {}

  /** What is to be done for a batch. */
  static final class Task {
    PhaseContrast contrast;
    double[] parameters;
    double[] gradient;
  }

  ParameterGradient(Circuit circuit, Workers workers) {
    this.circuit = circuit;
    this.workers = workers;
    preparation.add(
        circuit.parameterCount(), GRAIN, (from, to) -> Arrays.fill(task.gradient, from, to, 0));
    sums.add(new Section().add(1, 1, (from, to) -> biases()));
    Set<Parameter> added = new HashSet<>();
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      CrossbarGradient gradient = new CrossbarGradient(circuit, crossbar);
      gradient.addTo(preparation, sectionFor(crossbar, added), task);
      crossbars.add(gradient);
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      new ResistorGradient(circuit, resistors).addTo(sectionFor(resistors, added), task);
    }
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

  /** The last section, or a new one if the element's conductances are added to in that already. */
  private Section sectionFor(Element.Conductances element, Set<Parameter> added) {
    if (!added.add(element.conductance())) {
      sums.add(new Section());
      added.clear();
      added.add(element.conductance());
    }
    return sums.get(sums.size() - 1);
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
    task.contrast = contrast;
    task.parameters = parameters;
    task.gradient = gradient;
    for (CrossbarGradient crossbar : crossbars) {
      crossbar.makeRoom(contrast.samples());
    }
    preparation.run(workers);
    for (Section section : sums) {
      section.run(workers);
    }
  }

  /** What is no conductance. */
  private void biases() {
    for (Branch branch : biasBranches) {
      addSourceCurrent(branch, task.parameters, task.contrast, task.gradient);
    }
    for (Element.BiasCurrents biases : biasCurrents) {
      biasCurrents(biases, task.contrast, task.gradient);
    }
    for (Element.Diodes group : diodes) {
      diodeBiases(group, task.contrast, task.parameters, task.gradient);
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
