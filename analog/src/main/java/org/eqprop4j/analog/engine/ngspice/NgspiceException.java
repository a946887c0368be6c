package org.eqprop4j.analog.engine.ngspice;

/** ngspice cannot be used, or refused what it was told. The message holds its own words. */
public final class NgspiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NgspiceException(String message) {
    super(message);
  }

  public NgspiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
