package org.eqprop4j.analog.train;

import java.util.Arrays;
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
  private final Workers workers;

  ParameterGradient(Circuit circuit, Workers workers) {
    this.circuit = circuit;
    this.workers = workers;
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
    for (Element.Crossbar crossbar : circuit.elements(Element.Crossbar.class)) {
      conductances(crossbar, contrast, gradient);
    }
    for (Element.Resistors resistors : circuit.elements(Element.Resistors.class)) {
      resistors.forEachBranch((a, b, p) -> gradient[p] += conductance(a, b, contrast));
    }
    for (Element.Conductances group : circuit.elements(Element.Conductances.class)) {
      group.forEachBranch(
          (a, b, p) -> {
            addSourceCurrent(a, b, parameters[p], contrast, gradient);
            addSourceCurrent(b, a, parameters[p], contrast, gradient);
          });
    }
    for (Element.BiasCurrents biases : circuit.elements(Element.BiasCurrents.class)) {
      biasCurrents(biases, contrast, gradient);
    }
    for (Element.Diodes diodes : circuit.elements(Element.Diodes.class)) {
      diodeBiases(diodes, contrast, parameters, gradient);
    }
  }

  /** dC/dg = w (mean drop) (d drop / d beta), with the drop from row to column multiplied out. */
  private void conductances(Element.Crossbar crossbar, PhaseContrast contrast, double[] gradient) {
    int samples = contrast.samples();
    int columns = crossbar.columns().size();
    double[] mean = new double[samples * columns];
    double[] response = new double[samples * columns];
    double[] own = new double[columns];
    for (int c = 0; c < columns; c++) {
      int at = crossbar.columns().get(c) * samples;
      for (int s = 0; s < samples; s++) {
        double m = contrast.mean()[at + s];
        double r = contrast.response()[at + s];
        mean[s * columns + c] = m;
        response[s * columns + c] = r;
        own[c] += m * r;
      }
    }
    workers.run(
        crossbar.rows().size(),
        r -> conductancesOfRow(crossbar, contrast, r, new Columns(mean, response, own), gradient));
  }

  /** Column voltages, {@code samples x columns}, and the sum of their products over the samples. */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  private record Columns(double[] mean, double[] response, double[] own) {}

  private void conductancesOfRow(
      Element.Crossbar crossbar,
      PhaseContrast contrast,
      int r,
      Columns columns,
      double[] gradient) {
    int samples = contrast.samples();
    int row = crossbar.rows().get(r);
    int width = columns.own().length;
    int g = crossbar.conductance().offset() + r * width;
    double own = 0;
    double[] sum = columns.own().clone();
    boolean driven = circuit.reduction().isDriven(row);
    for (int s = 0; s < samples; s++) {
      double mean = contrast.mean()[row * samples + s];
      double response = contrast.response()[row * samples + s];
      subtractScaled(mean, columns.response(), s * width, sum);
      if (!driven) {
        subtractScaled(response, columns.mean(), s * width, sum);
        own += mean * response;
      }
    }
    for (int c = 0; c < width; c++) {
      double weight = circuit.zoneWeights().ofElement(row, crossbar.columns().get(c));
      gradient[g + c] += weight * (sum[c] + own);
    }
  }

  private static void subtractScaled(double factor, double[] x, int from, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] -= factor * x[from + i];
    }
  }

  /** dC/dg of a single resistor. */
  private double conductance(int a, int b, PhaseContrast contrast) {
    int samples = contrast.samples();
    double[] mean = contrast.mean();
    double[] response = contrast.response();
    int i = a * samples;
    int j = b * samples;
    double sum = 0;
    for (int s = 0; s < samples; s++) {
      sum += (mean[i + s] - mean[j + s]) * (response[i + s] - response[j + s]);
    }
    return circuit.zoneWeights().ofElement(a, b) * sum;
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
      int source, int other, double g, PhaseContrast contrast, double[] gradient) {
    NodeReduction reduction = circuit.reduction();
    if (reduction.root(source) != Root.PARAMETER || reduction.isDriven(other)) {
      return;
    }
    int samples = contrast.samples();
    double change = 0;
    for (int s = 0; s < samples; s++) {
      change -= contrast.response()[other * samples + s];
    }
    gradient[reduction.index(source)] +=
        circuit.zoneWeights().ofNode(other) * g * reduction.scale(source) * change;
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
