package org.eqprop4j.analog.train;

import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

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
   * Takes the next batch of an iterator. Samples in memory are taken as they are, without ND4J: a
   * training on them need not wait for it to start.
   *
   * @throws IllegalArgumentException if the widths do not fit or a feature is not finite
   */
  static Batch next(DataSetIterator data, int featureCount, int outputCount) {
    if (data instanceof SamplesIterator iterator && data.getPreProcessor() == null) {
      Samples all = iterator.samples();
      int[] chosen = iterator.nextIndices();
      return of(
          chosen.length,
          columns(all.features(), all.featureWidth(), chosen, featureCount, "features"),
          columns(all.targets(), all.targetWidth(), chosen, outputCount, "targets"));
    }
    DataSet batch = data.next();
    int samples = Math.toIntExact(batch.getFeatures().size(0));
    return of(
        samples,
        columns(batch.getFeatures(), samples, featureCount, "features"),
        columns(batch.getLabels(), samples, outputCount, "targets"));
  }

  private static Batch of(int samples, double[] features, double[] targets) {
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
    return new Batch(samples, features, targets);
  }

  /** Copies the chosen rows to {@code width x samples}. */
  private static double[] columns(
      float[] rows, int width, int[] chosen, int expected, String what) {
    requireWidth(width, expected, what);
    double[] columns = new double[chosen.length * width];
    for (int s = 0; s < chosen.length; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * chosen.length + s] = rows[chosen[s] * width + i];
      }
    }
    return columns;
  }

  /** Copies {@code [samples, width]} to {@code width x samples}. */
  static double[] columns(INDArray from, int samples, int width, String what) {
    requireWidth(from.length() / samples, width, what);
    double[] rows = from.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] columns = new double[rows.length];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * samples + s] = rows[s * width + i];
      }
    }
    return columns;
  }

  private static void requireWidth(long width, int expected, String what) {
    if (width != expected) {
      throw new IllegalArgumentException(
          "the circuit takes " + expected + " " + what + " a sample, got " + width);
    }
  }
}
