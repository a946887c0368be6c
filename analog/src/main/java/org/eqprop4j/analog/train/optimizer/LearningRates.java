package org.eqprop4j.analog.train.optimizer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The learning rate of every layer. For plain gradient descent on a conductance its unit is S^2,
 * for Adam S; with changes of the logarithm, S and 1.
 *
 * @param base rate of layers that are not named
 * @param perLayer rates by layer name
 * @param schedule how the rates of layers change that have no schedule of their own
 * @param schedulePerLayer schedules by layer name
 */
public record LearningRates(
    double base,
    Map<String, Double> perLayer,
    Schedule schedule,
    Map<String, Schedule> schedulePerLayer) {
  public LearningRates {
    perLayer = Map.copyOf(perLayer);
    schedulePerLayer = Map.copyOf(schedulePerLayer);
    requirePositive("base", base);
    perLayer.forEach(LearningRates::requirePositive);
  }

  /** With one schedule for all layers. */
  public LearningRates(double base, Map<String, Double> perLayer, Schedule schedule) {
    this(base, perLayer, schedule, Map.of());
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

  /** The same with another rate for a layer. */
  public LearningRates with(String layer, double rate) {
    Map<String, Double> rates = new HashMap<>(perLayer);
    rates.put(layer, rate);
    return new LearningRates(base, rates, schedule, schedulePerLayer);
  }

  /** The same with another schedule for all layers that have none of their own. */
  public LearningRates with(Schedule other) {
    return new LearningRates(base, perLayer, other, schedulePerLayer);
  }

  /** The same with a schedule of its own for a layer. */
  public LearningRates with(String layer, Schedule own) {
    Map<String, Schedule> schedules = new HashMap<>(schedulePerLayer);
    schedules.put(layer, own);
    return new LearningRates(base, perLayer, schedule, schedules);
  }

  /** The rate of a layer at a step. */
  public double of(String layer, long step, long steps) {
    return perLayer.getOrDefault(layer, base)
        * schedulePerLayer.getOrDefault(layer, schedule).factor(step, steps);
  }

  /** Names of all layers that have a rate or a schedule of their own. */
  public Set<String> layers() {
    Set<String> names = new TreeSet<>(perLayer.keySet());
    names.addAll(schedulePerLayer.keySet());
    return names;
  }
}
