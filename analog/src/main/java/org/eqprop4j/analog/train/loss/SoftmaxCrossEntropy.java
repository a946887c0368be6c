package org.eqprop4j.analog.train.loss;

/**
 * C = -sum over k of t_k log p_k with p the softmax of the outputs times a scale.
 *
 * @param scale how many units of the exponent a volt is worth [1/V]; a circuit of diodes gives
 *     fractions of a volt
 */
public record SoftmaxCrossEntropy(double scale) implements Loss {
  public SoftmaxCrossEntropy {
    Scale.requirePositive("softmax scale", scale, "1/V");
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double logSum = Softmax.of(scale, outputs, gradient);
    double weight = 0;
    for (double t : targets) {
      weight += t;
    }
    double loss = 0;
    for (int k = 0; k < outputs.length; k++) {
      loss += targets[k] == 0 ? 0 : targets[k] * (logSum - scale * outputs[k]);
      gradient[k] = scale * (weight * gradient[k] - targets[k]);
    }
    return loss;
  }
}
