package org.eqprop4j.experiments.sweep;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * How a measured value is spread over runs.
 *
 * @param mean the mean
 * @param deviation standard deviation, with one degree of freedom less than there are values; 0 for
 *     a single one
 * @param least the least value
 * @param largest the largest value
 */
public record Spread(double mean, double deviation, double least, double largest) {

  /**
   * The spread of a value of each run.
   *
   * @throws java.util.NoSuchElementException if there is no run
   */
  public static <R> Spread of(Collection<R> runs, ToDoubleFunction<R> value) {
    double mean = runs.stream().mapToDouble(value).average().orElseThrow();
    double squares = runs.stream().mapToDouble(r -> square(value.applyAsDouble(r) - mean)).sum();
    return new Spread(
        mean,
        Math.sqrt(squares / Math.max(1, runs.size() - 1)),
        runs.stream().mapToDouble(value).min().orElseThrow(),
        runs.stream().mapToDouble(value).max().orElseThrow());
  }

  private static double square(double value) {
    return value * value;
  }
}
