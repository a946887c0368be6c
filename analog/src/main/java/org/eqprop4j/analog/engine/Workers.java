package org.eqprop4j.analog.engine;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Runs independent pieces of work side by side. The pieces must not depend on each other, then no
 * result depends on the number of threads.
 */
public final class Workers implements AutoCloseable {
  private final ForkJoinPool pool;

  /** Workers on {@code threads} threads; with one, everything runs in the caller. */
  public Workers(int threads) {
    pool = threads > 1 ? new ForkJoinPool(threads) : null;
  }

  /** Runs {@code piece} for 0 to {@code pieces - 1} and returns when all are done. */
  public void run(int pieces, IntConsumer piece) {
    if (pool == null || pieces == 1) {
      for (int i = 0; i < pieces; i++) {
        piece.accept(i);
      }
    } else {
      pool.submit(() -> IntStream.range(0, pieces).parallel().forEach(piece)).join();
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
