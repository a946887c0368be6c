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
   * Finds operating points of the free phase and of nudged phases that follow from them. They may
   * differ from those of two solves, the second with a start, by less than the tolerance.
   *
   * @param features as for the others
   * @param free where the operating points of the free phase go
   * @param between sets the currents of the nudged phases: called for ranges of samples, on several
   *     threads at the same time, for each sample once when its free phase is over
   * @param then as for the other
   * @param nudged likewise, found only where all samples of {@code free} converged
   */
  default void solveFreeAndNudged(
      double[] features,
      OperatingPoints free,
      Workers.RangeWork between,
      Workers.RangeWork then,
      Phase... nudged) {
    solve(features, null, between, Phase.free(free));
    if (free.converged(0, free.samples())) {
      solve(features, free, then, nudged);
    }
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
