package org.eqprop4j.experiments.bench;

import java.lang.management.ManagementFactory;

/** What is in use of Java's heap. */
final class Heap {
  private Heap() {}

  /** After what nobody holds has been collected [bytes]. */
  static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
