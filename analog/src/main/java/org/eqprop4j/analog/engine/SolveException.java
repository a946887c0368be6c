package org.eqprop4j.analog.engine;

/** An operating point was needed and not found. */
public final class SolveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SolveException(String message) {
    super(message);
  }
}
