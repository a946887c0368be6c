package org.eqprop4j.analog.engine.ngspice;

import org.eqprop4j.analog.engine.EngineException;

/** ngspice cannot be used, or refused what it was told. The message holds its own words. */
public final class NgspiceException extends EngineException {
  private static final long serialVersionUID = 1L;

  public NgspiceException(String message) {
    super(message);
  }

  public NgspiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
