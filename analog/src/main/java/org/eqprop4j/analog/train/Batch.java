package org.eqprop4j.analog.train;

import java.util.List;

/**
 * Samples as the engines want them: variable-major doubles, cut into parts that stand side by side.
 *
 * @param samples number of samples of all parts
 */
record Batch(int samples, List<Part> parts) {

  /**
   * Samples that follow each other in a batch.
   *
   * @param first number of the first one in the batch
   * @param samples number of samples
   * @param features input voltages [V], {@code features x samples}
   * @param targets targets, {@code outputs x samples}
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  record Part(int first, int samples, double[] features, double[] targets) {}

  /** The one part of a batch that was not cut. */
  Part whole() {
    if (parts.size() != 1) {
      throw new IllegalStateException("expected a whole batch, got " + parts.size() + " parts");
    }
    return parts.get(0);
  }
}
