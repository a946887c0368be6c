package org.eqprop4j.analog.train;

import org.eqprop4j.analog.circuit.Element.CurrentOutputs;
import org.eqprop4j.analog.circuit.Outputs;
import org.eqprop4j.analog.engine.OperatingPoints;

/**
 * Between node voltages and the outputs that a loss sees, those of all heads side by side: folding,
 * and its transpose. Arrays are variable-major.
 */
public final class Readout {
  private final Outputs outputs;

  /**
   * Place among the output nodes of what is added to an output, and of what is subtracted or -1.
   */
  private final int[] plus;

  private final int[] minus;

  public Readout(Outputs outputs) {
    this.outputs = outputs;
    plus = new int[outputs.outputs()];
    minus = new int[plus.length];
    for (CurrentOutputs head : outputs.heads()) {
      int node = outputs.firstNode(head);
      int first = outputs.firstOutput(head);
      for (int k = first; k < first + head.outputs(); k++) {
        plus[k] = node++;
        minus[k] = head.folded() ? node++ : -1;
      }
    }
  }

  /** Number of outputs. */
  public int size() {
    return plus.length;
  }

  /** Output k of a sample [V]. */
  public double output(OperatingPoints points, int k, int sample) {
    double volts = points.voltage(outputs.nodes().get(plus[k]), sample);
    return minus[k] < 0 ? volts : volts - points.voltage(outputs.nodes().get(minus[k]), sample);
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
      nodeGradient[plus[k] * samples + sample] = outputGradient[k];
      if (minus[k] >= 0) {
        nodeGradient[minus[k] * samples + sample] = -outputGradient[k];
      }
    }
  }
}
