package org.eqprop4j.analog.train.loss;

/** p_k = exp(s y_k) / sum over j of exp(s y_j), without overflow. */
final class Softmax {
  private Softmax() {}

  /**
   * The probabilities.
   *
   * @param scale s, how many units of the exponent a volt is worth [1/V]
   * @param outputs outputs y [V]
   * @param probabilities p, written
   * @return the logarithm of the sum of exp(s y_j)
   */
  static double of(double scale, double[] outputs, double[] probabilities) {
    double most = Double.NEGATIVE_INFINITY;
    for (double y : outputs) {
      most = Math.max(most, scale * y);
    }
    double sum = 0;
    for (int k = 0; k < outputs.length; k++) {
      probabilities[k] = Math.exp(scale * outputs[k] - most);
      sum += probabilities[k];
    }
    for (int k = 0; k < outputs.length; k++) {
      probabilities[k] /= sum;
    }
    return most + Math.log(sum);
  }
}
