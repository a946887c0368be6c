package org.eqprop4j.experiments.bench;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a value takes from one thread to another and back: how far apart the cores are that the
 * machine has put them on.
 */
final class RoundTrip {
  private static final int ROUNDS = 20_000;
  private static final int WARM_UP = 5_000;

  /**
   * When to be content with fewer, where other work needs the cores too [ns], and how often that is
   * asked.
   */
  private static final long LONGEST = 50_000_000;

  private static final int CHECKED = 100;

  private static final int END = -1;

  private final AtomicInteger there = new AtomicInteger();
  private final AtomicInteger back = new AtomicInteger();

  private RoundTrip() {}

  /** Measures for some milliseconds [ns]; NaN on a single core. */
  static double nanoseconds() {
    return Runtime.getRuntime().availableProcessors() < 2 ? Double.NaN : new RoundTrip().measure();
  }

  private double measure() {
    Thread other = new Thread(this::answer, "round-trip");
    other.setDaemon(true);
    other.start();
    send(WARM_UP);
    long start = System.nanoTime();
    int sent = send(ROUNDS);
    double taken = System.nanoTime() - start;
    there.set(END);
    return taken / sent;
  }

  /** Tells how many were sent. */
  private int send(int most) {
    long end = System.nanoTime() + LONGEST;
    int sent = 0;
    while (sent < most && (sent % CHECKED != 0 || System.nanoTime() < end)) {
      int value = there.get() + 1;
      there.set(value);
      while (back.get() != value) {
        Thread.onSpinWait();
      }
      sent++;
    }
    return sent;
  }

  private void answer() {
    for (int value = there.get(); value != END; value = there.get()) {
      if (value == back.get()) {
        Thread.onSpinWait();
      } else {
        back.set(value);
      }
    }
  }
}
