package org.eqprop4j.analog.testing;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;

/** One-line solves with the built-in engine. */
public final class Solves {
  /** So tight that what differs is the other side's. */
  public static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  private Solves() {}

  /** The circuit in the built-in engine, with parameters set. */
  public static CircuitSolver load(Circuit circuit, double[] parameters, SolverOptions options) {
    CircuitSolver solver = Engines.named("builtin").load(circuit, options);
    solver.setParameters(parameters);
    return solver;
  }

  /** Free phase from a cold start; any outcome. */
  public static OperatingPoints free(
      Circuit circuit, double[] parameters, double[] features, int samples, SolverOptions options) {
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), samples);
    try (CircuitSolver solver = load(circuit, parameters, options)) {
      solver.solve(features, null, Phase.free(points));
    }
    return points;
  }

  /** Largest difference of two arrays of the same length. */
  public static double distance(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " values");
    }
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  /** The given samples of variable-major values, in the given order. */
  public static double[] select(double[] values, int samples, int... chosen) {
    double[] result = new double[values.length / samples * chosen.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i / chosen.length * samples + chosen[i % chosen.length]];
    }
    return result;
  }
}
