package org.eqprop4j.analog.engine;

/**
 * How to solve.
 *
 * @param threads number of threads over samples; results do not depend on it
 * @param voltageTolerance how far a node voltage may be from the exact operating point [V]
 * @param maxIterations Newton steps after which a sample is given up
 */
public record SolverOptions(int threads, double voltageTolerance, int maxIterations) {

  /** All processors, 1e-9 V, at most 200 steps. */
  public static final SolverOptions DEFAULT =
      new SolverOptions(Runtime.getRuntime().availableProcessors(), 1e-9, 200);

  public SolverOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    if (!(voltageTolerance > 0 && voltageTolerance < 1)) {
      throw new IllegalArgumentException(
          "voltage tolerance must be between 0 and 1 V, got " + voltageTolerance + " V");
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + maxIterations);
    }
  }

  /** The same with another number of threads; 0 means all processors. */
  public SolverOptions withThreads(int count) {
    return new SolverOptions(
        count == 0 ? Runtime.getRuntime().availableProcessors() : count,
        voltageTolerance,
        maxIterations);
  }

  /** The same with another tolerance [V]. */
  public SolverOptions withVoltageTolerance(double volts) {
    return new SolverOptions(threads, volts, maxIterations);
  }
}
