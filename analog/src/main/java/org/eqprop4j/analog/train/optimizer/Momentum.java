package org.eqprop4j.analog.train.optimizer;

import java.util.Map;

/** Gradient descent with momentum: v = decay v + dC/dtheta, theta -= rate v. */
public final class Momentum implements Optimizer {
  private final double decay;
  private double[] velocity = new double[0];

  /**
   * With the given decay.
   *
   * @param decay part of the velocity that a step keeps, 0 to below 1
   */
  public Momentum(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("momentum must be from 0 to below 1, got " + decay);
    }
    this.decay = decay;
  }

  @Override
  public Map<String, double[]> state(int parameterCount) {
    if (velocity.length != parameterCount) {
      velocity = new double[parameterCount];
    }
    return Map.of("velocity", velocity);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void update(
      double[] parameters, double[] gradient, long step, int from, int to, double rate) {
    for (int i = from; i < to; i++) {
      velocity[i] = decay * velocity[i] + gradient[i];
      parameters[i] -= rate * velocity[i];
    }
  }
}
