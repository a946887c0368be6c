package org.eqprop4j.analog.engine.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.ZoneWeights;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.Workers;

/**
 * Writes parameters into the matrices of a reduced system. Where each goes is found once; every
 * value is summed by one thread in an order that never changes.
 */
final class ParameterStamps {
  /** Values that one thread clears or sums at a time. */
  private static final int CLEARED = 1 << 11;

  private static final int SUMMED = 1 << 10;

  private final ReducedSystem system;
  private final NodeReduction reduction;
  private final ZoneWeights weights;
  private final List<CrossbarStamp> crossbars = new ArrayList<>();
  private final Terms diagonal;
  private final Terms constantDrive;
  private final Terms drive;
  private final Terms coupling;
  private final Terms otherMatrix;

  /** What is run one after the other. */
  private final List<Section> sections = new ArrayList<>();

  private double[] parameters;

  /** An array and what single conductances and currents add to it. */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  private record Terms(double[] values, Contributions of) {}

  ParameterStamps(ReducedSystem system) {
    Circuit circuit = system.circuit;
    this.system = system;
    this.reduction = circuit.reduction();
    this.weights = circuit.zoneWeights();
    diagonal = new Terms(system.diagonal, new Contributions());
    constantDrive = new Terms(system.constantDrive, new Contributions());
    drive = new Terms(system.drive.values(), new Contributions());
    coupling = new Terms(system.coupling.values(), new Contributions());
    otherMatrix = new Terms(system.otherMatrix.values(), new Contributions());
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      if (group instanceof Element.Crossbar crossbar && CrossbarStamp.suits(system, crossbar)) {
        crossbars.add(new CrossbarStamp(system, crossbar));
      } else {
        group.forEachBranch(this::addBranch);
      }
    }
    circuit.elements(Element.BiasCurrents.class).forEach(this::addCurrents);
    List<Terms> all = List.of(diagonal, constantDrive, drive, coupling, otherMatrix);
    all.forEach(terms -> terms.of().sort());
    boolean alone = drive.of().size() == 0 && coupling.of().size() == 0 && noneOverlap();
    Section clearing =
        clearing(alone ? List.of(otherMatrix) : List.of(drive, coupling, otherMatrix));
    Section sums = new Section();
    for (Terms terms : all) {
      sums.add(
          terms.of().size(),
          SUMMED,
          (from, to) -> terms.of().addTo(terms.values(), parameters, from, to));
    }
    sections.addAll(List.of(clearing, sums));
    if (alone) {
      Section together = new Section();
      crossbars.forEach(CrossbarStamp::setAlone);
      crossbars.forEach(crossbar -> crossbar.addTo(together));
      sections.add(together);
    } else {
      crossbars.forEach(crossbar -> sections.add(crossbar.addTo(new Section())));
    }
  }

  private static Section clearing(List<Terms> matrices) {
    Section section = new Section();
    for (Terms matrix : matrices) {
      double[] values = matrix.values();
      section.add(values.length, CLEARED, (from, to) -> Arrays.fill(values, from, to, 0));
    }
    return section;
  }

  private boolean noneOverlap() {
    for (int i = 0; i < crossbars.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (crossbars.get(i).overlaps(crossbars.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Writes parameters into the matrices, and the sums of what crossbars add to the diagonal, which
   * {@link #finish} takes.
   */
  void set(double[] values, Workers workers) {
    parameters = values;
    Arrays.fill(system.diagonal, 0);
    Arrays.fill(system.constantDrive, 0);
    for (int i = 0; i < crossbars.size(); i++) {
      crossbars.get(i).take(values);
    }
    for (int i = 0; i < sections.size(); i++) {
      sections.get(i).run(workers);
    }
  }

  /** Adds the work that is left after {@link #set} to a section. */
  void addSumsTo(Section section) {
    crossbars.forEach(crossbar -> crossbar.addSumsTo(section));
  }

  /** Writes what crossbars add to the diagonal, when that section has been run. */
  void finish() {
    for (int i = 0; i < crossbars.size(); i++) {
      crossbars.get(i).addOwn();
    }
  }

  /** Subtracts w I V from the energy. */
  private void addCurrents(Element.BiasCurrents biases) {
    for (int i = 0; i < biases.nodes().size(); i++) {
      int node = biases.nodes().get(i);
      int x = system.unknownAt(node);
      if (x >= 0) {
        double weighted = weights.ofNode(node) * reduction.scale(node);
        constantDrive.of().add(x, weighted, biases.current().offset() + i);
      }
    }
  }

  /** Adds the square w g (V_a - V_b)^2 / 2 to the energy. */
  private void addBranch(int a, int b, int conductance) {
    double weight = weights.ofElement(a, b);
    double scaleA = reduction.scale(a);
    double scaleB = reduction.scale(b);
    int xa = system.unknownAt(a);
    int xb = system.unknownAt(b);
    double offset = weight * (reduction.shift(a) - reduction.shift(b));
    if (xa >= 0 && offset != 0) {
      constantDrive.of().add(xa, -scaleA * offset, conductance);
    }
    if (xb >= 0 && offset != 0) {
      constantDrive.of().add(xb, scaleB * offset, conductance);
    }
    if (xa >= 0 && xa == xb) {
      double scale = scaleA - scaleB;
      diagonal.of().add(xa, weight * scale * scale, conductance);
      return;
    }
    if (xa >= 0) {
      diagonal.of().add(xa, weight * scaleA * scaleA, conductance);
    }
    if (xb >= 0) {
      diagonal.of().add(xb, weight * scaleB * scaleB, conductance);
    }
    if (xa >= 0 && xb >= 0) {
      couple(xa, xb, -weight * scaleA * scaleB, conductance);
    } else if (xa >= 0) {
      drive(xa, b, weight * scaleA * scaleB, conductance);
    } else if (xb >= 0) {
      drive(xb, a, weight * scaleA * scaleB, conductance);
    }
  }

  private void couple(int xa, int xb, double factor, int conductance) {
    int low = Math.min(xa, xb);
    int high = Math.max(xa, xb) - system.leaves;
    if (low < system.leaves) {
      coupling.of().add(system.coupling.index(high, low), factor, conductance);
    } else {
      int other = low - system.leaves;
      otherMatrix.of().add(system.otherMatrix.index(high, other), factor, conductance);
      otherMatrix.of().add(system.otherMatrix.index(other, high), factor, conductance);
    }
  }

  private void drive(int x, int source, double factor, int conductance) {
    int index = reduction.index(source);
    switch (reduction.root(source)) {
      case FEATURE -> {
        int place = system.drive.index(x - system.firstDriven, index);
        drive.of().add(place, factor, conductance);
      }
      case PARAMETER -> constantDrive.of().add(x, factor, conductance, index);
      case GROUND -> {}
      case UNKNOWN -> throw new IllegalStateException("an unknown node cannot be a source");
    }
  }
}
