package org.eqprop4j.analog.engine.worker;

/** A worker process died or was killed. Another one may succeed. */
final class WorkerLostException extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
