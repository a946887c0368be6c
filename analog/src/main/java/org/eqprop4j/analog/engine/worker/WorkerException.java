package org.eqprop4j.analog.engine.worker;

import org.eqprop4j.analog.engine.EngineException;

/** No worker process could do what was asked. The message holds the last one's own words. */
public final class WorkerException extends EngineException {
  private static final long serialVersionUID = 1L;

  public WorkerException(String message, Throwable cause) {
    super(message, cause);
  }
}
