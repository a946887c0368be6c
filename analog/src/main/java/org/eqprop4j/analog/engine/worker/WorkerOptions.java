package org.eqprop4j.analog.engine.worker;

import java.time.Duration;

/**
 * How worker processes are watched.
 *
 * @param silence a busy worker that gives no sign of life for so long is killed and replaced. Not
 *     counted while the watching process itself stands still
 * @param stall one that lives, but finishes no sample for so long, too. More than the simulator's
 *     own limit for a call
 * @param recycleAfter operating points after which a worker is replaced, at the next restart, by a
 *     fresh one: what a simulator leaks goes with it
 * @param attempts number of workers that may be lost in a row over the same samples
 */
public record WorkerOptions(Duration silence, Duration stall, int recycleAfter, int attempts) {

  /** Half a minute, ten minutes, a million points, three workers. */
  public static final WorkerOptions DEFAULT =
      new WorkerOptions(Duration.ofSeconds(30), Duration.ofMinutes(10), 1_000_000, 3);

  public WorkerOptions {
    if (silence.toMillis() < 1000) {
      throw new IllegalArgumentException("silence must be at least one second, got " + silence);
    }
    if (stall.compareTo(silence) < 0) {
      throw new IllegalArgumentException(
          "stall must be at least as long as silence, " + silence + ", got " + stall);
    }
    if (recycleAfter < 1) {
      throw new IllegalArgumentException("recycleAfter must be at least 1, got " + recycleAfter);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
    }
  }
}
