package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.Element.CurrentOutputs;
import org.eqprop4j.analog.engine.OperatingPoints;

/**
 * Between node voltages and the outputs that a loss sees: folding, and its transpose. Arrays are
 * variable-major.
 */
public final class Readout {
  private final CurrentOutputs outputs;

  public Readout(CurrentOutputs outputs) {
    this.outputs = outputs;
  }

  /** Number of outputs. */
  public int size() {
    return outputs.outputs();
  }

  /** Output k of a sample [V]. */
  public double output(OperatingPoints points, int k, int sample) {
    if (!outputs.folded()) {
      return points.voltage(outputs.nodes().get(k), sample);
    }
    return points.voltage(outputs.nodes().get(2 * k), sample)
        - points.voltage(outputs.nodes().get(2 * k + 1), sample);
  }

  /** All outputs of a sample [V]. */
  public void read(OperatingPoints points, int sample, double[] y) {
    for (int k = 0; k < y.length; k++) {
      y[k] = output(points, k, sample);
    }
  }

  /**
   * Turns dC/dy of a sample into dC/dV of the output nodes [1/V].
   *
   * @param nodeGradient {@code output nodes x samples}, the sample's column written
   */
  void spread(double[] outputGradient, int sample, int samples, double[] nodeGradient) {
    for (int k = 0; k < outputGradient.length; k++) {
      if (outputs.folded()) {
        nodeGradient[2 * k * samples + sample] = outputGradient[k];
        nodeGradient[(2 * k + 1) * samples + sample] = -outputGradient[k];
      } else {
        nodeGradient[k * samples + sample] = outputGradient[k];
      }
    }
  }
}
