package org.eqprop4j.analog.train;

/**
 * How well a model classifies a data set.
 *
 * @param samples number of samples
 * @param loss mean loss
 * @param confusion number of samples by class (row) and predicted class (column)
 */
@SuppressWarnings("ArrayRecordComponent") // A result to read, never compared.
public record Evaluation(int samples, double loss, int[][] confusion) {

  /** The part of the samples that is classified right. */
  public double accuracy() {
    int right = 0;
    for (int k = 0; k < confusion.length; k++) {
      right += confusion[k][k];
    }
    return samples == 0 ? 0 : (double) right / samples;
  }

  /** Index of the largest value, the first of equals. */
  public static int argMax(double[] values) {
    return argMax(values, 0, values.length, 1, 0);
  }

  /** Index of a sample's largest value among some of variable-major values, the first of equals. */
  static int argMax(double[] values, int first, int count, int samples, int sample) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (values[(first + k) * samples + sample] > values[(first + best) * samples + sample]) {
        best = k;
      }
    }
    return best;
  }
}
