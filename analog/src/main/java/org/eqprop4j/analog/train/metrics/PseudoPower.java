package org.eqprop4j.analog.train.metrics;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.OperatingPoints;

/**
 * What a circuit minimises, by class of element [W]: the co-contents (pseudo-powers) of its
 * elements, each times the weight w of its zone (Watfa et al. 2023, eq. 3 and 4). An element's own
 * co-content counts for its class; what the weight adds, w - 1 times it, counts for the amplifiers,
 * which cause it.
 *
 * <p>Ideal voltage sources hold their nodes and have no part in it.
 *
 * @param resistors sum of g u^2 / 2
 * @param diodes sum of the integrals of I(u)
 * @param amplifiers what the zones' weights add to the other three
 * @param sources minus the sum of I V of current sources: biases and nudging currents
 */
public record PseudoPower(double resistors, double diodes, double amplifiers, double sources) {

  /**
   * The mean over the samples.
   *
   * @param parameters that the circuit was solved with
   * @param points operating points
   * @param currents injected into the output nodes [A], {@code output nodes x samples}, or null
   */
  public static PseudoPower mean(
      Circuit circuit, double[] parameters, OperatingPoints points, double[] currents) {
    Sum sum = new Sum(circuit, parameters, points, currents);
    for (int s = 0; s < points.samples(); s++) {
      sum.add(s);
    }
    int samples = points.samples();
    return new PseudoPower(
        sum.resistors / samples,
        sum.diodes / samples,
        sum.amplifiers / samples,
        sum.sources / samples);
  }

  /** All of it. */
  public double total() {
    return resistors + diodes + amplifiers + sources;
  }

  /** A running sum over samples. */
  private static final class Sum {
    private final Circuit circuit;
    private final double[] parameters;
    private final OperatingPoints points;
    private final double[] currents;
    private double resistors;
    private double diodes;
    private double amplifiers;
    private double sources;

    Sum(Circuit circuit, double[] parameters, OperatingPoints points, double[] currents) {
      this.circuit = circuit;
      this.parameters = parameters;
      this.points = points;
      this.currents = currents;
    }

    void add(int sample) {
      for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
        group.forEachBranch(
            (a, b, parameter) -> {
              double drop = points.voltage(a, sample) - points.voltage(b, sample);
              double own = 0.5 * parameters[parameter] * drop * drop;
              resistors += own;
              amplifiers += (circuit.zoneWeights().ofElement(a, b) - 1) * own;
            });
      }
      for (Element.Diodes group : circuit.elements(Element.Diodes.class)) {
        int sign = group.direction().sign();
        for (int d = 0; d < group.nodes().size(); d++) {
          int node = group.nodes().get(d);
          double bias = parameters[group.bias().offset() + d];
          double own = group.model().coContent(sign * (points.voltage(node, sample) - bias));
          diodes += own;
          amplifiers += (weight(node) - 1) * own;
        }
      }
      for (Element.BiasCurrents group : circuit.elements(Element.BiasCurrents.class)) {
        for (int i = 0; i < group.nodes().size(); i++) {
          inject(group.nodes().get(i), parameters[group.current().offset() + i], sample);
        }
      }
      for (int o = 0; currents != null && o < circuit.outputs().nodes().size(); o++) {
        inject(circuit.outputs().nodes().get(o), currents[o * points.samples() + sample], sample);
      }
    }

    private void inject(int node, double amperes, int sample) {
      double own = -amperes * points.voltage(node, sample);
      sources += own;
      amplifiers += (weight(node) - 1) * own;
    }

    private double weight(int node) {
      return circuit.zoneWeights().ofElement(node, node);
    }
  }
}
