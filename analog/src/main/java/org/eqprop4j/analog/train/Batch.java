package org.eqprop4j.analog.train;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;

/**
 * Samples as the engines want them: variable-major doubles.
 *
 * @param samples number of samples
 * @param features input voltages [V], {@code features x samples}
 * @param targets targets, {@code outputs x samples}
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
record Batch(int samples, double[] features, double[] targets) {

  /**
   * Converts a batch.
   *
   * @throws IllegalArgumentException if the widths do not fit or a feature is not finite
   */
  static Batch of(DataSet data, int featureCount, int outputCount) {
    int samples = Math.toIntExact(data.getFeatures().size(0));
    double[] features = columns(data.getFeatures(), samples, featureCount, "features");
    for (int i = 0; i < features.length; i++) {
      if (!Double.isFinite(features[i])) {
        throw new IllegalArgumentException(
            "feature "
                + i / samples
                + " of sample "
                + i % samples
                + " in the batch is "
                + features[i]
                + ", expected a finite voltage");
      }
    }
    return new Batch(samples, features, columns(data.getLabels(), samples, outputCount, "targets"));
  }

  /** Copies {@code [samples, width]} to {@code width x samples}. */
  private static double[] columns(INDArray from, int samples, int width, String what) {
    if (from.length() != (long) samples * width) {
      throw new IllegalArgumentException(
          "the circuit takes " + width + " " + what + " a sample, got " + from.length() / samples);
    }
    double[] rows = from.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] columns = new double[rows.length];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * samples + s] = rows[s * width + i];
      }
    }
    return columns;
  }
}
