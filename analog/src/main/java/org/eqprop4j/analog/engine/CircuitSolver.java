package org.eqprop4j.analog.engine;

import org.eqprop4j.analog.circuit.Circuit;

/**
 * A circuit loaded into an engine. Batch-shaped: samples run side by side. All arrays are
 * variable-major: value {@code k} of sample {@code s} stands at {@code k * samples + s}. It runs
 * threads of its own, and is not for use by several at once but for what {@link #partSize} allows.
 */
public interface CircuitSolver extends AutoCloseable {

  /** The circuit that was loaded. */
  Circuit circuit();

  /**
   * Sets all parameters without rebuilding anything. The array is copied.
   *
   * @throws IllegalArgumentException as {@link Circuit#requireValid}
   */
  void setParameters(double[] parameters);

  /**
   * Finds operating points of the same samples under one or more sets of injected currents.
   *
   * @param features input voltages [V], {@code featureCount x samples}
   * @param start operating points to start from, usually those of the free phase, or null for a
   *     cold start
   * @param phases what is injected in each phase and where its result goes; numeric trouble is
   *     reported there
   */
  void solve(double[] features, OperatingPoints start, Phase... phases);

  /**
   * The same, and then something with the samples that are solved: called for ranges of them, on
   * several threads at the same time, for each sample once when all of its phases are solved.
   */
  default void solve(
      double[] features, OperatingPoints start, Workers.RangeWork then, Phase... phases) {
    solve(features, start, phases);
    then.run(0, phases[0].result().samples());
  }

  /**
   * Samples of the parts that a batch may be cut into, the last one smaller: their results are
   * those of the whole batch, and several threads may solve them at the same time. More than any
   * batch has where only a whole one can be solved.
   */
  default int partSize() {
    return Integer.MAX_VALUE;
  }

  /** The threads that solve. Between two solves they are free to be used by others. */
  Workers workers();

  @Override
  void close();
}
