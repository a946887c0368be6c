package org.eqprop4j.experiments.kiraz;

/** What the published circuit is to learn. */
final class PublishedTask {
  /** Section III: V0 = -2 V, V1 = 2 V, bias 1 V; 1 V between the two outputs. */
  static final PublishedTask CASE_ONE = new PublishedTask(2, 1e-6, new double[][] {{-2, 2, 1}}, 1);

  /** The scripts: inputs of -2 and 2 V, bias 1 V; 0, 1, 1, 0 V at the only output. */
  static final PublishedTask XOR =
      new PublishedTask(
          1, 0, new double[][] {{-2, -2, 1}, {-2, 2, 1}, {2, -2, 1}, {2, 2, 1}}, 0, 1, 1, 0);

  private final int outputs;
  private final double floor;
  private final double[][] sources;
  private final double[] targets;

  private PublishedTask(int outputs, double floor, double[][] sources, double... targets) {
    this.outputs = outputs;
    this.floor = floor;
    this.sources = sources;
    this.targets = targets;
  }

  /** Number of output nodes; of two, the answer is the difference. */
  int outputs() {
    return outputs;
  }

  /** Least conductance [S], or 0 if weights are signed. */
  double floor() {
    return floor;
  }

  int samples() {
    return targets.length;
  }

  /** Source voltages of a sample [V]. Not a copy. */
  double[] sources(int sample) {
    return sources[sample];
  }

  /** The answer wanted of a sample [V]. */
  double target(int sample) {
    return targets[sample];
  }

  /** Target minus answer [V]. */
  double error(int sample, PublishedCircuit.State state) {
    double[] y = state.outputs();
    return targets[sample] - (outputs == 1 ? y[0] : y[0] - y[1]);
  }

  /**
   * The currents that push the answer upward by a current [A] into the output, out of the second.
   */
  double[] injected(double amperes) {
    return outputs == 1 ? new double[] {amperes} : new double[] {amperes, -amperes};
  }
}
