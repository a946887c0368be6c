package org.eqprop4j.experiments.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.eqprop4j.analog.kernel.Kernels;

/** The most multiply-adds that a core does here with the kernels in use. */
final class Peak {
  /**
   * Few, so that Java compiles the whole call, not a loop within it, where vectors stay objects.
   */
  private static final int ROUNDS = 1 << 9;

  private static final long SECOND = 1_000_000_000L;

  /** How long is measured, and a part of it whose best counts [ns]. */
  private static final long LONG = SECOND;

  private static final long SHORT = SECOND / 50;

  private Peak() {}

  /** The best rate over a fiftieth of a second of CPU time [1/ns]. */
  static double perNanosecond() {
    Kernels kernels = Kernels.active();
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    double[] sums = new double[Kernels.SUMS * kernels.vectorLength()];
    double best = 0;
    long start = thread.getCurrentThreadCpuTime();
    for (long begin = start; begin < start + LONG; begin = thread.getCurrentThreadCpuTime()) {
      double done = 0;
      long now;
      do {
        kernels.multiplyAddAsFastAsCanBe(sums, ROUNDS);
        done += (double) ROUNDS * sums.length;
        now = thread.getCurrentThreadCpuTime();
      } while (now < begin + SHORT);
      best = Math.max(best, done / (now - begin));
    }
    return best;
  }
}
