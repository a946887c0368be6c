package org.eqprop4j.analog.engine.xyce;

import org.eqprop4j.analog.engine.EngineException;

/** Xyce cannot be used, or refused what it was told. The message holds its own words. */
public final class XyceException extends EngineException {
  private static final long serialVersionUID = 1L;

  public XyceException(String message) {
    super(message);
  }

  public XyceException(String message, Throwable cause) {
    super(message, cause);
  }
}
