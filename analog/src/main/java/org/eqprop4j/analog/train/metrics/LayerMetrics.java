package org.eqprop4j.analog.train.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.OperatingPoints;

/** One number per layer. */
public final class LayerMetrics {
  private LayerMetrics() {}

  /** The Euclidean norm of each layer's gradient [1/S, 1/V or 1/A]. */
  public static Map<String, Double> gradientNorms(Circuit circuit, double[] gradient) {
    Map<String, Double> norms = new LinkedHashMap<>();
    for (Parameter p : circuit.parameters()) {
      double sum = 0;
      for (int i = p.offset(); i < p.end(); i++) {
        sum += gradient[i] * gradient[i];
      }
      norms.put(p.name(), Math.sqrt(sum));
    }
    return norms;
  }

  /**
   * The part of each layer's diodes, over all samples, that are saturated: whose differential
   * conductance is above the sum of the conductances at their node, so that the node's voltage
   * follows its inputs less than half as much as it would without the diode.
   */
  public static Map<String, Double> diodeSaturation(
      Circuit circuit, double[] parameters, OperatingPoints points) {
    double[] siemens = new double[circuit.nodeCount()];
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, parameter) -> {
            siemens[a] += parameters[parameter];
            siemens[b] += parameters[parameter];
          });
    }
    Map<String, Double> saturation = new LinkedHashMap<>();
    for (Element.Diodes group : circuit.elements(Element.Diodes.class)) {
      long saturated = 0;
      for (int d = 0; d < group.nodes().size(); d++) {
        int node = group.nodes().get(d);
        double bias = parameters[group.bias().offset() + d];
        for (int s = 0; s < points.samples(); s++) {
          double drop = group.direction().sign() * (points.voltage(node, s) - bias);
          saturated += group.model().conductance(drop) > siemens[node] ? 1 : 0;
        }
      }
      saturation.put(
          group.name(), (double) saturated / ((long) group.nodes().size() * points.samples()));
    }
    return saturation;
  }
}
