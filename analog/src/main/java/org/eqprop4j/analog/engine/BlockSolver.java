package org.eqprop4j.analog.engine;

/**
 * Solves blocks of samples, one sample after the other, from a state that earlier solves left
 * behind. What a {@link BlockwiseSolver} is made of.
 */
public interface BlockSolver extends AutoCloseable {

  /** The parameters of the solves that follow. The array must not change. */
  void setParameters(double[] parameters);

  /**
   * Forgets all earlier solves: from here on results depend, to the last bit, on nothing but
   * parameters, samples and their order.
   */
  void restart();

  /**
   * Solves samples {@code from} (inclusive) to {@code to} (exclusive) of a batch in all phases. No
   * other is touched.
   *
   * @param features input voltages [V] of the whole batch, {@code featureCount x samples}
   * @param phases as in {@link CircuitSolver#solve}
   */
  void solve(double[] features, int from, int to, Phase... phases);

  /** Number of samples solved so far. May be asked while others are being solved. */
  long solved();

  @Override
  void close();
}
