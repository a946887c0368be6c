package org.eqprop4j.experiments.config;

import java.util.List;
import java.util.function.DoublePredicate;
import org.eqprop4j.analog.engine.Engines;

/**
 * Checks for the constructors of configuration records. Each is false for NaN, so that a value that
 * is not a number never passes.
 */
public final class Require {
  private Require() {}

  /** Refuses a value unless the condition holds; {@code expected} completes "expected ...". */
  public static void that(boolean condition, String key, Object value, String expected) {
    if (!condition) {
      throw new InvalidValueException(key, value, "expected " + expected, null);
    }
  }

  /** The refusal of a value for a reason that another exception has found. */
  public static InvalidValueException refused(String key, Object value, Exception reason) {
    return new InvalidValueException(key, value, reason.getMessage(), reason);
  }

  /** Refuses a whole number below {@code least}. */
  public static void atLeast(String key, long value, long least) {
    that(value >= least, key, value, "a whole number of at least " + least);
  }

  /** Refuses a whole number outside {@code least} to {@code most}, both allowed. */
  public static void between(String key, long value, long least, long most) {
    that(
        value >= least && value <= most,
        key,
        value,
        "a whole number from " + least + " to " + most);
  }

  /** Refuses a number that is negative or not finite. */
  public static void notNegative(String key, double value) {
    that(value >= 0 && Double.isFinite(value), key, value, "a number of at least 0");
  }

  /** Refuses a number that is not above zero or not finite. */
  public static void positive(String key, double value) {
    that(value > 0 && Double.isFinite(value), key, value, "a number above 0");
  }

  /** Refuses a number that is not finite. */
  public static void finite(String key, double value) {
    that(Double.isFinite(value), key, value, "a finite number");
  }

  /** Refuses an engine that does not exist, installed or not. */
  public static void engine(String name) {
    List<String> engines = Engines.names();
    that(engines.contains(name), "engine", name, "one of " + String.join(", ", engines));
  }

  /** Refuses a list of another length, or one with an element that is not above zero. */
  public static void positive(String key, List<Double> values, int size) {
    that(
        values.size() == size && values.stream().allMatch(v -> v > 0 && Double.isFinite(v)),
        key,
        values,
        "a list of " + size + " numbers above 0");
  }

  /**
   * Refuses an empty list, one with an element that is not finite or does not hold, and one with an
   * element twice; {@code which} completes "numbers ...".
   */
  public static void someOf(String key, List<Double> values, DoublePredicate holds, String which) {
    that(
        !values.isEmpty()
            && values.stream().allMatch(v -> Double.isFinite(v) && holds.test(v))
            && values.stream().distinct().count() == values.size(),
        key,
        values,
        "a list of different numbers " + which);
  }
}
