package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;

/** What every engine checks before it solves. */
public final class SolveArguments {
  private SolveArguments() {}

  /**
   * Checks the arguments of {@link CircuitSolver#solve}.
   *
   * @param parameters those that were set, or null if none were
   * @return number of samples of the batch
   * @throws IllegalStateException if no parameters were set
   * @throws IllegalArgumentException if there is no phase, or an array or operating points belong
   *     to another circuit or number of samples; the message says what was expected
   */
  public static int require(
      Circuit circuit,
      double[] parameters,
      double[] features,
      OperatingPoints start,
      Phase... phases) {
    if (parameters == null) {
      throw new IllegalStateException("parameters must be set before solving");
    }
    if (phases.length == 0) {
      throw new IllegalArgumentException("expected at least one phase, got none");
    }
    int samples = phases[0].result().samples();
    requireLength(features, circuit.featureCount(), samples, "input voltages");
    if (start != null) {
      requireShape(start, circuit, samples, "start");
    }
    for (int p = 0; p < phases.length; p++) {
      requireShape(phases[p].result(), circuit, samples, "phase " + p);
      if (phases[p].currents() != null) {
        requireLength(
            phases[p].currents(), circuit.outputs().nodes().size(), samples, "injected currents");
      }
    }
    return samples;
  }

  /**
   * Checks an array over samples.
   *
   * @param width number of values of a sample
   * @param what the values are, for the message
   * @throws IllegalArgumentException if it has another length
   */
  public static void requireLength(double[] values, int width, int samples, String what) {
    long expected = (long) width * samples;
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " " + what + " for the batch, got " + values.length);
    }
  }

  private static void requireShape(
      OperatingPoints points, Circuit circuit, int samples, String what) {
    if (points.samples() != samples || points.nodes() != circuit.nodeCount()) {
      throw new IllegalArgumentException(
          String.format(
              "expected operating points of %d nodes and %d samples for %s, got %d and %d",
              circuit.nodeCount(), samples, what, points.nodes(), points.samples()));
    }
  }
}
