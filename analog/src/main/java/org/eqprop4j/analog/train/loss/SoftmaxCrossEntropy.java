package org.eqprop4j.analog.train.loss;

/**
 * C = -sum over k of t_k log p_k with p the softmax of the outputs times a scale.
 *
 * @param scale how many units of the exponent a volt is worth [1/V]; a circuit of diodes gives
 *     fractions of a volt
 */
public record SoftmaxCrossEntropy(double scale) implements Loss {
  public SoftmaxCrossEntropy {
    if (!(scale > 0 && scale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("softmax scale must be positive, got " + scale + " 1/V");
    }
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double most = Double.NEGATIVE_INFINITY;
    for (double y : outputs) {
      most = Math.max(most, scale * y);
    }
    double sum = 0;
    for (int k = 0; k < outputs.length; k++) {
      gradient[k] = Math.exp(scale * outputs[k] - most);
      sum += gradient[k];
    }
    double loss = 0;
    double weight = 0;
    for (double t : targets) {
      weight += t;
    }
    for (int k = 0; k < outputs.length; k++) {
      double logProbability = scale * outputs[k] - most - Math.log(sum);
      loss -= targets[k] == 0 ? 0 : targets[k] * logProbability;
      gradient[k] = scale * (weight * gradient[k] / sum - targets[k]);
    }
    return loss;
  }
}
