package org.eqprop4j.analog.engine.ngspice;

import java.io.Serializable;
import java.time.Duration;

/**
 * How ngspice is used.
 *
 * @param folded whether sources and the resistors behind them are replaced by their Norton
 *     equivalents, which gives the same voltages many times faster; false simulates every device of
 *     the circuit
 * @param instances number of copies of the library among which samples are divided. Results depend
 *     on it in their last digits, since a sample starts from the one before it, and on no number of
 *     threads
 * @param callLimit how long one call may take before the copy is given up and replaced. A native
 *     call cannot be interrupted: its thread, a daemon, is left behind until it comes back
 */
public record NgspiceOptions(boolean folded, int instances, Duration callLimit)
    implements Serializable {

  /** Folded, two copies, one minute. */
  public static final NgspiceOptions DEFAULT = new NgspiceOptions(true, 2, Duration.ofMinutes(1));

  public NgspiceOptions {
    if (instances < 1) {
      throw new IllegalArgumentException("instances must be at least 1, got " + instances);
    }
    if (callLimit.isNegative() || callLimit.isZero()) {
      throw new IllegalArgumentException("call limit must be positive, got " + callLimit);
    }
  }

  /** The same with every device of the circuit, or with equivalents. */
  public NgspiceOptions withFolded(boolean fold) {
    return new NgspiceOptions(fold, instances, callLimit);
  }

  /** The same with another number of copies. */
  public NgspiceOptions withInstances(int count) {
    return new NgspiceOptions(folded, count, callLimit);
  }

  /** The same with another limit. */
  public NgspiceOptions withCallLimit(Duration limit) {
    return new NgspiceOptions(folded, instances, limit);
  }
}
