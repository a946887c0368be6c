package org.eqprop4j.analog.engine;

/** A simulator cannot be used, or refused what it was told. The message holds its own words. */
public abstract class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected EngineException(String message) {
    super(message);
  }

  protected EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
