package org.eqprop4j.analog.train.optimizer;

import java.util.Map;

/**
 * Plain gradient descent: theta -= rate dC/dtheta (Watfa et al. 2023, eq. 7, with the factor 1/2 of
 * Kendall et al. 2020).
 */
public final class Sgd implements Optimizer {
  @Override
  public Map<String, double[]> state(int parameterCount) {
    return Map.of();
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void update(
      double[] parameters, double[] gradient, long step, int from, int to, double rate) {
    for (int i = from; i < to; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }
}
