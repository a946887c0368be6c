package org.eqprop4j.analog.train.optimizer;

import java.util.Map;

/**
 * AMSGrad (Reddi, Kale and Kumar 2018): Adam whose denominator never falls. The largest second
 * moment is taken among the corrected ones. Correcting the largest instead, as ND4J does, lets the
 * denominator fall while the correction fades, by a factor of up to 1 / sqrt(1 - decay), 32 with
 * the usual decay, which is what AMSGrad is there to prevent.
 */
public final class AmsGrad implements Optimizer {
  private final double meanDecay;
  private final double squareDecay;
  private final double epsilon;
  private double[] mean = new double[0];
  private double[] square = new double[0];
  private double[] largest = new double[0];

  /** With the usual decays 0.9 and 0.999. */
  public AmsGrad() {
    this(0.9, 0.999, 1e-8);
  }

  public AmsGrad(double meanDecay, double squareDecay, double epsilon) {
    if (!(meanDecay >= 0 && meanDecay < 1 && squareDecay >= 0 && squareDecay < 1)) {
      throw new IllegalArgumentException(
          "AMSGrad's decays must be from 0 to below 1, got " + meanDecay + " and " + squareDecay);
    }
    this.meanDecay = meanDecay;
    this.squareDecay = squareDecay;
    this.epsilon = epsilon;
  }

  @Override
  public Map<String, double[]> state(int parameterCount) {
    if (mean.length != parameterCount) {
      mean = new double[parameterCount];
      square = new double[parameterCount];
      largest = new double[parameterCount];
    }
    return Map.of("mean", mean, "square", square, "largest-square", largest);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void update(
      double[] parameters, double[] gradient, long step, int from, int to, double rate) {
    double meanCorrection = 1 / (1 - Math.pow(meanDecay, step + 1.0));
    double squareCorrection = 1 / (1 - Math.pow(squareDecay, step + 1.0));
    for (int i = from; i < to; i++) {
      double g = gradient[i];
      mean[i] = meanDecay * mean[i] + (1 - meanDecay) * g;
      square[i] = squareDecay * square[i] + (1 - squareDecay) * g * g;
      largest[i] = Math.max(largest[i], square[i] * squareCorrection);
      parameters[i] -= rate * mean[i] * meanCorrection / (Math.sqrt(largest[i]) + epsilon);
    }
  }
}
