package org.eqprop4j.analog.train;

import java.util.Arrays;
import java.util.BitSet;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.engine.Workers;

/**
 * The gradient with respect to the input values of every sample: the change, per unit of beta, of
 * the weighted current that each input source delivers. Where an input feeds a second source with
 * the inverted voltage, the two subtract.
 */
final class InputGradient {
  private final int features;
  private final Workers workers;

  /** Nodes that a conductance joins to an input. */
  private final int[] reached;

  /**
   * Weighted, signed conductance from each input to each reached node [S], {@code features x
   * reached}.
   */
  private final double[] siemens;

  /**
   * For one set of parameters.
   *
   * @param parameters parameter vector, read now only
   */
  InputGradient(Circuit circuit, double[] parameters, Workers workers) {
    this.features = circuit.featureCount();
    this.workers = workers;
    int[] place = new int[circuit.nodeCount()];
    NodeReduction reduction = circuit.reduction();
    BitSet joined = new BitSet();
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            markReached(reduction, a, b, joined);
            markReached(reduction, b, a, joined);
          });
    }
    reached = joined.stream().toArray();
    for (int i = 0; i < reached.length; i++) {
      place[reached[i]] = i;
    }
    siemens = new double[features * reached.length];
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            add(circuit, a, b, parameters[parameter], place);
            add(circuit, b, a, parameters[parameter], place);
          });
    }
  }

  private static void markReached(NodeReduction reduction, int source, int other, BitSet joined) {
    if (reduction.root(source) == Root.FEATURE && !reduction.isDriven(other)) {
      joined.set(other);
    }
  }

  private void add(Circuit circuit, int source, int other, double g, int[] place) {
    NodeReduction reduction = circuit.reduction();
    if (reduction.root(source) == Root.FEATURE && !reduction.isDriven(other)) {
      siemens[reduction.index(source) * reached.length + place[other]] +=
          circuit.zoneWeights().ofNode(other) * g * reduction.scale(source);
    }
  }

  /**
   * Each sample's own gradient.
   *
   * @param gradient dC/dx [1/V], {@code features x samples}, written
   */
  void perSample(PhaseContrast contrast, double[] gradient) {
    int samples = contrast.samples();
    double[] response = contrast.response();
    workers.run(
        features,
        f -> {
          int out = f * samples;
          Arrays.fill(gradient, out, out + samples, 0);
          int from = f * reached.length;
          int i = 0;
          for (; i + 4 <= reached.length; i += 4) {
            subtract(from + i, i, response, gradient, out, samples);
          }
          for (; i < reached.length; i++) {
            double g = siemens[from + i];
            int in = reached[i] * samples;
            if (g != 0) {
              for (int s = 0; s < samples; s++) {
                gradient[out + s] -= g * response[in + s];
              }
            }
          }
        });
  }

  /** Four nodes at a time, in their order: a sum then is loaded and stored once for the four. */
  private void subtract(
      int at, int node, double[] response, double[] gradient, int out, int samples) {
    double g0 = siemens[at];
    double g1 = siemens[at + 1];
    double g2 = siemens[at + 2];
    double g3 = siemens[at + 3];
    if (g0 == 0 && g1 == 0 && g2 == 0 && g3 == 0) {
      return;
    }
    int in0 = reached[node] * samples;
    int in1 = reached[node + 1] * samples;
    int in2 = reached[node + 2] * samples;
    int in3 = reached[node + 3] * samples;
    for (int s = 0; s < samples; s++) {
      gradient[out + s] =
          gradient[out + s]
              - g0 * response[in0 + s]
              - g1 * response[in1 + s]
              - g2 * response[in2 + s]
              - g3 * response[in3 + s];
    }
  }
}
