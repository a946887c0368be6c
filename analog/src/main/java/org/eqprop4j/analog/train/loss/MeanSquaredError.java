package org.eqprop4j.analog.train.loss;

/**
 * C = sum over k of (y_k - s t_k)^2 / 2 (Watfa et al. 2023, section 3.3.1).
 *
 * @param targetVolts s, the voltage that a target of 1 stands for [V]
 */
public record MeanSquaredError(double targetVolts) implements Loss {
  public MeanSquaredError {
    if (!Double.isFinite(targetVolts)) {
      throw new IllegalArgumentException(
          "target voltage must be finite, got " + targetVolts + " V");
    }
  }

  @Override
  public double evaluate(double[] outputs, double[] targets, double[] gradient) {
    double loss = 0;
    for (int k = 0; k < outputs.length; k++) {
      double error = outputs[k] - targetVolts * targets[k];
      gradient[k] = error;
      loss += 0.5 * error * error;
    }
    return loss;
  }
}
