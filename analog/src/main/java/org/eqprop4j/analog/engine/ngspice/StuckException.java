package org.eqprop4j.analog.engine.ngspice;

import java.time.Duration;

/** A call into ngspice did not come back in time. */
final class StuckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StuckException(Duration limit) {
    super("ngspice did not come back within " + limit.toMillis() + " ms");
  }
}
