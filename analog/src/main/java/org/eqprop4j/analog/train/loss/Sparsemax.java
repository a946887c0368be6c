package org.eqprop4j.analog.train.loss;

import java.util.Arrays;

/**
 * The sparsemax loss (Martins and Astudillo 2016, eq. 18, with any target in the place of a class):
 * C = |t|^2 / 2 - t z + sum over the support of (z_k^2 - tau^2) / 2, z = s y, whose derivative with
 * respect to z is p - t. p is the point of the probability simplex that is nearest to z; unlike a
 * softmax it can be exactly 0 and 1, so that a sample that is classified well is nudged no more.
 *
 * @param scale s, how many units a volt is worth [1/V]
 */
public record Sparsemax(double scale) implements Loss {
  public Sparsemax {
    Scale.requirePositive("sparsemax scale", scale, "1/V");
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double threshold = project(outputs, gradient);
    double loss = 0;
    for (int k = 0; k < outputs.length; k++) {
      double z = scale * outputs[k];
      double t = targets[k];
      loss += 0.5 * t * t - t * z;
      if (gradient[k] > 0) {
        loss += 0.5 * (z * z - threshold * threshold);
      }
      gradient[k] = scale * (gradient[k] - t);
    }
    return loss;
  }

  /**
   * The point p of the probability simplex nearest to z = s y: p_k = max(0, z_k - tau).
   *
   * @param outputs outputs y [V]
   * @param probabilities p, written
   * @return tau
   */
  double project(double[] outputs, double[] probabilities) {
    double[] sorted = outputs.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double threshold = 0;
    for (int i = 1; i <= sorted.length; i++) {
      double z = scale * sorted[sorted.length - i];
      sum += z;
      double candidate = (sum - 1) / i;
      if (z > candidate) {
        threshold = candidate;
      }
    }
    for (int k = 0; k < outputs.length; k++) {
      probabilities[k] = Math.max(0, scale * outputs[k] - threshold);
    }
    return threshold;
  }
}
