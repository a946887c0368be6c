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
  private final Section clearing = new Section();
  private final Section sums = new Section();
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
    for (Terms terms : List.of(diagonal, constantDrive, drive, coupling, otherMatrix)) {
      double[] values = terms.values();
      Contributions of = terms.of();
      of.sort();
      clearing.add(values.length, CLEARED, (from, to) -> Arrays.fill(values, from, to, 0));
      sums.add(of.size(), SUMMED, (from, to) -> of.addTo(values, parameters, from, to));
    }
  }

  void set(double[] values, Workers workers) {
    parameters = values;
    clearing.run(workers);
    sums.run(workers);
    for (int i = 0; i < crossbars.size(); i++) {
      crossbars.get(i).add(parameters, workers);
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
      case FEATURE -> drive.of().add(system.drive.index(x, index), factor, conductance);
      case PARAMETER -> constantDrive.of().add(x, factor, conductance, index);
      case GROUND -> {}
      case UNKNOWN -> throw new IllegalStateException("an unknown node cannot be a source");
    }
  }
}
