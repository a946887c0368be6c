package org.eqprop4j.analog.engine.ngspice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;

/**
 * Everything that sources hold, as seen by each node that they reach through resistors: a
 * conductance G = sum of g to ground, and a current I = sum of g V into the node. Exact for ideal
 * sources, whatever current they have to deliver.
 */
final class NortonSources {
  /** Conductance {@code parameter} joins the node with the source node. */
  private record Branch(int parameter, int source) {}

  private final NodeReduction reduction;
  private final int features;
  private final int[] nodes;
  private final List<List<Branch>> branches = new ArrayList<>();
  private final double[] conductance;
  private final double[] constant;
  private final double[] perFeature;

  NortonSources(Circuit circuit) {
    this.reduction = circuit.reduction();
    this.features = circuit.featureCount();
    List<List<Branch>> ofNode = new ArrayList<>();
    for (int node = 0; node < circuit.nodeCount(); node++) {
      ofNode.add(new ArrayList<>());
    }
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            if (reduction.isDriven(a) && !reduction.isDriven(b)) {
              ofNode.get(b).add(new Branch(parameter, a));
            } else if (reduction.isDriven(b) && !reduction.isDriven(a)) {
              ofNode.get(a).add(new Branch(parameter, b));
            }
          });
    }
    int[] reached = new int[circuit.nodeCount()];
    int count = 0;
    for (int node = 0; node < circuit.nodeCount(); node++) {
      if (!ofNode.get(node).isEmpty()) {
        reached[count++] = node;
        branches.add(ofNode.get(node));
      }
    }
    nodes = Arrays.copyOf(reached, count);
    conductance = new double[count];
    constant = new double[count];
    perFeature = new double[Math.multiplyExact(count, features)];
  }

  /** The nodes that are reached. Not a copy. */
  int[] nodes() {
    return nodes;
  }

  /** Sums up the conductances [S]. */
  void setParameters(double[] parameters) {
    Arrays.fill(conductance, 0);
    Arrays.fill(constant, 0);
    Arrays.fill(perFeature, 0);
    for (int i = 0; i < nodes.length; i++) {
      for (Branch branch : branches.get(i)) {
        double siemens = parameters[branch.parameter()];
        double scaled = siemens * reduction.scale(branch.source());
        int index = reduction.index(branch.source());
        conductance[i] += siemens;
        constant[i] += siemens * reduction.shift(branch.source());
        switch (reduction.root(branch.source())) {
          case FEATURE -> perFeature[i * features + index] += scaled;
          case PARAMETER -> constant[i] += scaled * parameters[index];
          case GROUND, UNKNOWN -> {}
        }
      }
    }
  }

  /** G of the i-th node that is reached [S]. */
  double conductance(int i) {
    return conductance[i];
  }

  /** I into the i-th node that is reached [A], with input voltages {@code features x samples}. */
  double current(int i, double[] inputs, int samples, int sample) {
    double amperes = constant[i];
    for (int f = 0; f < features; f++) {
      amperes += perFeature[i * features + f] * inputs[f * samples + sample];
    }
    return amperes;
  }
}
