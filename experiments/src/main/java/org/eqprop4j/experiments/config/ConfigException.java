package org.eqprop4j.experiments.config;

/**
 * A configuration that cannot be used. The message is one line for the user: source, key, value and
 * what was expected.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the line that the user is to read. */
  public ConfigException(String message) {
    super(message);
  }

  /** With the line that the user is to read and what led to it. */
  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
