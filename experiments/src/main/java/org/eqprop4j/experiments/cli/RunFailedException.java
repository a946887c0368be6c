package org.eqprop4j.experiments.cli;

/** A run that failed after it had begun; the message, to follow the cause's, says where to look. */
final class RunFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  RunFailedException(String whereToLook, Throwable cause) {
    super(whereToLook, cause);
  }
}
