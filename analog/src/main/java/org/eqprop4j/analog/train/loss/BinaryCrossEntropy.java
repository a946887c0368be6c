package org.eqprop4j.analog.train.loss;

/**
 * C = -sum over k of t_k log p_k + (1 - t_k) log(1 - p_k) with p_k = 1 / (1 + exp(-s y_k)): every
 * output answers a question of its own with yes (1) or no (0).
 *
 * @param scale s, how many units of the exponent a volt is worth [1/V]
 */
public record BinaryCrossEntropy(double scale) implements Loss {
  public BinaryCrossEntropy {
    Scale.requirePositive("logistic scale", scale, "1/V");
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double loss = 0;
    for (int k = 0; k < outputs.length; k++) {
      double z = scale * outputs[k];
      // log(1 + exp(z)) - t z; the exponential of -|z| cannot overflow.
      double tail = Math.exp(-Math.abs(z));
      loss += Math.max(z, 0) + Math.log1p(tail) - targets[k] * z;
      double probability = (z >= 0 ? 1 : tail) / (1 + tail);
      gradient[k] = scale * (probability - targets[k]);
    }
    return loss;
  }
}
