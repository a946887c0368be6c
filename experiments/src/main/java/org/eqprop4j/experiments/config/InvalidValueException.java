package org.eqprop4j.experiments.config;

/** A value that a configuration record does not accept; {@link Require} throws it. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String expected;

  InvalidValueException(String key, Object value, String expected) {
    super(key + " = " + value + ": expected " + expected);
    this.key = key;
    this.expected = expected;
  }

  /** The component of the record that is wrong. */
  public String key() {
    return key;
  }

  /** What the record would have accepted, to be read after the word "expected". */
  public String expected() {
    return expected;
  }
}
