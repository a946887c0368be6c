package org.eqprop4j.analog.train.optimizer;

import java.util.Map;

/**
 * The learning rate of every layer. For plain gradient descent on a conductance its unit is S^2,
 * for Adam S.
 *
 * @param base rate of layers that are not named
 * @param perLayer rates by layer name
 * @param schedule how all of them change
 */
public record LearningRates(double base, Map<String, Double> perLayer, Schedule schedule) {
  public LearningRates {
    perLayer = Map.copyOf(perLayer);
    requirePositive("base", base);
    perLayer.forEach(LearningRates::requirePositive);
  }

  private static void requirePositive(String layer, double rate) {
    if (!(rate >= 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "learning rate of " + layer + " must be at least 0, got " + rate);
    }
  }

  /** The same constant rate for every layer. */
  public static LearningRates constant(double rate) {
    return new LearningRates(rate, Map.of(), new Schedule.Constant());
  }

  /** The rate of a layer at a step. */
  public double of(String layer, long step, long steps) {
    return perLayer.getOrDefault(layer, base) * schedule.factor(step, steps);
  }
}
