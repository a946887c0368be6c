package org.eqprop4j.analog.engine.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits for signs of life, and calls for the end when they fail to appear. It counts its own ticks,
 * not the clock: a process that was stopped together with its workers, or a machine that slept, has
 * not waited.
 */
final class Watch implements AutoCloseable {
  private static final int TICKS = 10;

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "worker watch");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration silence;
  private final Duration stall;
  private final long stalledTicksAllowed;
  private final Consumer<String> givenUp;
  private final ScheduledFuture<?> ticking;
  private int silentTicks;
  private long stalledTicks;
  private long solved = -1;

  /**
   * Begins to watch.
   *
   * @param silence without a sign of life
   * @param stall with signs of life, but without progress
   * @param givenUp told the reason, once, on another thread
   */
  Watch(Duration silence, Duration stall, Consumer<String> givenUp) {
    this.silence = silence;
    this.stall = stall;
    this.givenUp = givenUp;
    long tick = silence.toMillis() / TICKS;
    this.stalledTicksAllowed = stall.toMillis() / tick;
    this.ticking = TIMER.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
  }

  /** A sign of life, with the number of samples solved so far. */
  synchronized void heard(long samples) {
    silentTicks = 0;
    if (samples != solved) {
      solved = samples;
      stalledTicks = 0;
    }
  }

  private void tick() {
    String reason = reason();
    if (reason != null) {
      ticking.cancel(false);
      givenUp.accept(reason);
    }
  }

  private synchronized String reason() {
    silentTicks++;
    stalledTicks++;
    if (silentTicks > TICKS) {
      return "gave no sign of life for " + silence.toMillis() + " ms";
    }
    return stalledTicks > stalledTicksAllowed
        ? "finished no sample within " + stall.toMillis() + " ms"
        : null;
  }

  @Override
  public void close() {
    ticking.cancel(false);
  }
}
