package org.eqprop4j.experiments.run;

import java.io.IOException;

/** A directory that cannot be used as asked. The message is one line for the user. */
public final class RunDirectoryException extends IOException {
  private static final long serialVersionUID = 1L;

  RunDirectoryException(String message) {
    super(message);
  }
}
