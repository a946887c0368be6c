package org.eqprop4j.analog.engine.xyce;

import java.time.Duration;

/**
 * How Xyce is used.
 *
 * @param runLimit how long one run may take before it is killed; what it printed until then counts
 * @param samplesPerRun number of samples, with all their phases, that one run gets. Every run reads
 *     the netlist again; runs are what threads share, and a sample starts from the one before it in
 *     its run, so that results depend on this number in their last digits and on no number of
 *     threads
 */
public record XyceOptions(Duration runLimit, int samplesPerRun) {

  /** Five minutes, 500 samples. */
  public static final XyceOptions DEFAULT = new XyceOptions(Duration.ofMinutes(5), 500);

  public XyceOptions {
    if (runLimit.isNegative() || runLimit.isZero()) {
      throw new IllegalArgumentException("run limit must be positive, got " + runLimit);
    }
    if (samplesPerRun < 1) {
      throw new IllegalArgumentException(
          "samples per run must be at least 1, got " + samplesPerRun);
    }
  }
}
