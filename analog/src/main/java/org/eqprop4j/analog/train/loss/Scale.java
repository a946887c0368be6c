package org.eqprop4j.analog.train.loss;

/** Checks of what losses are given. */
final class Scale {
  private Scale() {}

  /**
   * Refuses anything but a positive, finite number.
   *
   * @param what what it is called in the message
   * @param unit of the number
   */
  static void requirePositive(String what, double value, String unit) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          what + " must be positive, got " + value + (unit.isEmpty() ? "" : " " + unit));
    }
  }
}
