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
import org.eqprop4j.analog.kernel.Kernels;

/**
 * The gradient of a batch with respect to every parameter: each element's local difference of
 * co-contents between the phases, times the weight of its zone, summed over the samples.
 */
final class ParameterGradient {
  private final Circuit circuit;
  private final Workers workers;
  private final Task task = new Task();
  private final List<CrossbarGradient> crossbars = new ArrayList<>();

  /** What is only added to, and so must be 0 before. */
  private final List<Parameter> cleared = new ArrayList<>();

  /** One after the other: elements that share conductances stand in different ones. */
  private final List<Section> sums = new ArrayList<>();

  private final List<Element.BiasCurrents> biasCurrents;
  private final List<Element.Diodes> diodes;
  private final List<Branch> biasBranches = new ArrayList<>();

  /** A conductance, by its index among the parameters, from a bias source to an unknown node. */
  private record Branch(int source, int other, int conductance) {}

  /** What is to be done for a batch. */
  static final class Task {
    List<PhaseContrast> parts;

    /** Of each part: mean voltages and responses, {@code nodes x samples}, and its samples. */
    double[][] means;

    double[][] responses;
    int[] samples;
    double[] parameters;
    double scale;
    double[] gradient;
  }

  /**
   * @param partSize samples of the parts of batches
   */
  ParameterGradient(Circuit circuit, Workers workers, int partSize) {
    this.circuit = circuit;
    this.workers = workers;
    sums.add(new Section().add(1, 1, (from, to) -> biases()));
    cleared.addAll(circuit.parameters());
    Set<Parameter> seen = new HashSet<>();
    Set<Parameter> added = new HashSet<>();
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      boolean sets = seen.add(crossbar.conductance()) && cleared.remove(crossbar.conductance());
      CrossbarGradient gradient = new CrossbarGradient(circuit, crossbar, partSize);
      gradient.addTo(sectionFor(crossbar, added), sets, task);
      crossbars.add(gradient);
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      ResistorGradient gradient = new ResistorGradient(circuit, resistors);
      Parameter conductance = resistors.conductance();
      boolean sets = seen.add(conductance) && gradient.isComplete() && cleared.remove(conductance);
      gradient.addTo(sectionFor(resistors, added), sets, task);
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
   * Sums over the samples of a whole batch in their order, whatever the number of threads.
   *
   * @param parameters parameter vector
   * @param gradient dC/dtheta [1/S or 1/V], one per parameter, written
   */
  void sum(PhaseContrast contrast, double[] parameters, double[] gradient) {
    makeRoom(contrast.samples());
    workers.runRanges(contrast.samples(), Kernels.LANES, (from, to) -> take(contrast, 0, from, to));
    sum(List.of(contrast), parameters, 1, gradient);
  }

  /** Makes room for batches of so many samples. */
  void makeRoom(int samples) {
    for (CrossbarGradient crossbar : crossbars) {
      crossbar.makeRoom(samples);
    }
  }

  /**
   * Takes over some samples of a part of a batch, to be summed later. May be called by several
   * threads for different samples.
   *
   * @param first place of the part's first sample in the batch
   * @param from first sample of the part to be taken
   * @param to end of those
   */
  void take(PhaseContrast part, int first, int from, int to) {
    for (CrossbarGradient crossbar : crossbars) {
      crossbar.take(part, first, from, to);
    }
  }

  /**
   * Sums over the samples of a batch in their order, whatever its parts and the number of threads.
   *
   * @param parts phases of the parts of the batch, all of whose samples were taken
   * @param parameters parameter vector
   * @param scale what the sums are multiplied with
   * @param gradient dC/dtheta [1/S or 1/V], one per parameter, written
   */
  void sum(List<PhaseContrast> parts, double[] parameters, double scale, double[] gradient) {
    task.parts = parts;
    task.means = parts.stream().map(PhaseContrast::mean).toArray(double[][]::new);
    task.responses = parts.stream().map(PhaseContrast::response).toArray(double[][]::new);
    task.samples = parts.stream().mapToInt(PhaseContrast::samples).toArray();
    task.parameters = parameters;
    task.scale = scale;
    task.gradient = gradient;
    for (int i = 0; i < cleared.size(); i++) {
      Arrays.fill(gradient, cleared.get(i).offset(), cleared.get(i).end(), 0);
    }
    for (int i = 0; i < crossbars.size(); i++) {
      crossbars.get(i).sumOwn();
    }
    for (Section section : sums) {
      section.run(workers);
    }
  }

  /** What is no conductance. */
  private void biases() {
    for (Branch branch : biasBranches) {
      addSourceCurrent(branch, task.parameters, task.gradient);
    }
    for (Element.BiasCurrents biases : biasCurrents) {
      biasCurrents(biases, task.gradient);
    }
    for (Element.Diodes group : diodes) {
      diodeBiases(group, task.parameters, task.gradient);
    }
  }

  /** dC/dI of a current source is minus the change of the voltage that it feeds. */
  private void biasCurrents(Element.BiasCurrents biases, double[] gradient) {
    for (int i = 0; i < biases.nodes().size(); i++) {
      int node = biases.nodes().get(i);
      gradient[biases.current().offset() + i] -=
          task.scale * circuit.zoneWeights().ofNode(node) * sumResponses(node);
    }
  }

  private double sumResponses(int node) {
    double sum = 0;
    for (PhaseContrast part : task.parts) {
      for (int i = node * part.samples(); i < (node + 1) * part.samples(); i++) {
        sum += part.response()[i];
      }
    }
    return sum;
  }

  /** dC/dV of a bias source is the change of the current that it delivers. */
  private void addSourceCurrent(Branch branch, double[] parameters, double[] gradient) {
    NodeReduction reduction = circuit.reduction();
    gradient[reduction.index(branch.source())] -=
        task.scale
            * circuit.zoneWeights().ofNode(branch.other())
            * parameters[branch.conductance()]
            * reduction.scale(branch.source())
            * sumResponses(branch.other());
  }

  /**
   * dC/db of a diode's series source: minus the change of the branch current, with the diode's
   * direction.
   */
  private void diodeBiases(Element.Diodes diodes, double[] parameters, double[] gradient) {
    int sign = diodes.direction().sign();
    int offset = diodes.bias().offset();
    for (int d = 0; d < diodes.nodes().size(); d++) {
      int node = diodes.nodes().get(d);
      double change = 0;
      if (diodes.bias().trainable() && !circuit.reduction().isDriven(node)) {
        for (PhaseContrast part : task.parts) {
          for (int s = 0; s < part.samples(); s++) {
            change += part.currentResponse(diodes.model(), node, s, sign, parameters[offset + d]);
          }
        }
      }
      gradient[offset + d] -= task.scale * sign * circuit.zoneWeights().ofNode(node) * change;
    }
  }
}
