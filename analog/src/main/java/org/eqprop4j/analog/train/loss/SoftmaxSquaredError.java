package org.eqprop4j.analog.train.loss;

/**
 * C = sum over k of (p_k - t_k)^2 / 2 with p the softmax of the outputs times a scale, nudged by p
 * - t: the derivative with respect to p, not to y. EBANA's "MSEProb" does so, leaving out the
 * softmax's Jacobian. The nudge is that of {@link SoftmaxCrossEntropy} over the scale, so in effect
 * it trains by cross-entropy and reports the squared error.
 *
 * @param scale how many units of the exponent a volt is worth [1/V]
 */
public record SoftmaxSquaredError(double scale) implements Loss {
  public SoftmaxSquaredError {
    Scale.requirePositive("softmax scale", scale, "1/V");
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    Softmax.of(scale, outputs, gradient);
    double loss = 0;
    for (int k = 0; k < outputs.length; k++) {
      gradient[k] -= targets[k];
      loss += 0.5 * gradient[k] * gradient[k];
    }
    return loss;
  }
}
