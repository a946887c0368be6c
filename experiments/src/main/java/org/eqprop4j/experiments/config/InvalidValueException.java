package org.eqprop4j.experiments.config;

/** A value that a configuration does not accept; {@link Require} throws it. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String value;
  private final String remedy;

  InvalidValueException(String key, Object value, String remedy, Throwable cause) {
    super(key + " = " + value + ": " + remedy, cause);
    this.key = key;
    this.value = String.valueOf(value);
    this.remedy = remedy;
  }

  /** What is wrong: a component of a record, or a path below it with dots. */
  public String key() {
    return key;
  }

  /** What is wrong about it, a sentence that does not name key and value. */
  public String remedy() {
    return remedy;
  }

  /** The same for a key that accepts a certain text besides what was expected. */
  public InvalidValueException accepting(String text) {
    String either = remedy.replace("expected ", "expected " + text + ", or ");
    return new InvalidValueException(key, value, either, this);
  }
}
