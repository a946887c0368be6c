package org.eqprop4j.analog.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs independent pieces of work side by side. The pieces must not depend on each other, then no
 * result depends on the number of threads.
 *
 * <p>Made for sections of some microseconds that follow each other: nothing is allocated, the
 * caller works too, and a thread that has run out of work looks for more for a while before it
 * sleeps, since waking it takes longer than many a section.
 */
public final class Workers implements AutoCloseable {
  /**
   * How long a thread looks for more work before it sleeps [ns]: longer than one tile of samples
   * usually takes longer than another, since being woken would come on top.
   */
  private static final long WATCHFUL = 200_000;

  /** How long a helper sleeps before it ends; the next section that needs it starts another. */
  private static final long PATIENCE = 30_000_000_000L;

  /** Most pieces that are given out at a time. */
  private static final int MOST = 0xFFFF;

  private final Helper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * The number of the section, shifted by 32; the first of its pieces that nobody has taken,
   * shifted by 16; and the end of those. The caller takes the first one, the others the last, so
   * that with two threads each has much the same part of the data in every section and in its own
   * cache. What describes a section is only changed while nothing is left of the one before, so
   * whoever takes a piece by compare and set has read its own section's.
   */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private IntConsumer piece;
  private int firstPiece;
  private volatile Thread waiting;
  private volatile boolean closed;

  /** What the first of the pieces that failed has thrown, and which one that is. */
  private Throwable failure;

  private int failed;

  /** Workers on {@code threads} threads, the caller's included. */
  public Workers(int threads) {
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper();
    }
  }

  /** Number of threads, the caller's included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs {@code work} for 0 to {@code count - 1} and returns when all are done. What a piece throws
   * is thrown here once the others have ended, if several do that of the first. Called by a piece,
   * or while another thread's call runs, it does everything in the caller.
   */
  public void run(int count, IntConsumer work) {
    if (count < 2 || helpers.length == 0 || closed || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < count; i++) {
        work.accept(i);
      }
      return;
    }
    try {
      for (int first = 0; first < count; first += MOST) {
        share(first, Math.min(MOST, count - first), work);
      }
    } finally {
      busy.set(false);
    }
  }

  /** What {@link #runRanges} calls. */
  public interface RangeWork {
    /** Works from {@code from} (inclusive) to {@code to} (exclusive). */
    void run(int from, int to);
  }

  /** Cuts 0 to {@code length} into ranges of {@code grain}, the last one shorter, and runs them. */
  public void runRanges(int length, int grain, RangeWork work) {
    run((length + grain - 1) / grain, i -> work.run(i * grain, Math.min(length, (i + 1) * grain)));
  }

  private void share(int first, int count, IntConsumer work) {
    piece = work;
    firstPiece = first;
    failure = null;
    unfinished.set(count);
    ticket.set(((ticket.get() >>> 32) + 1) << 32 | count);
    for (int i = 0; i < helpers.length && i < count - 1; i++) {
      helpers[i].call();
    }
    while (takePiece(true)) {
      // Until none is left.
    }
    awaitOthers();
    piece = null;
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** The caller looks for a failure once no piece is left that could have one. */
  private synchronized void fail(int index, Throwable thrown) {
    if (failure == null || index < failed) {
      failure = thrown;
      failed = index;
    }
  }

  /** Runs the first or the last piece that nobody has taken; tells whether there was one. */
  private boolean takePiece(boolean first) {
    while (true) {
      long seen = ticket.get();
      int from = (int) (seen >>> 16) & MOST;
      int to = (int) seen & MOST;
      if (from == to) {
        return false;
      }
      IntConsumer work = piece;
      int index = firstPiece + (first ? from : to - 1);
      if (ticket.compareAndSet(seen, first ? seen + MOST + 1 : seen - 1)) {
        runPiece(work, index);
        return true;
      }
    }
  }

  private void runPiece(IntConsumer work, int index) {
    try {
      work.accept(index);
    } catch (RuntimeException | Error e) {
      fail(index, e);
    } finally {
      if (unfinished.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  private void awaitOthers() {
    long start = System.nanoTime();
    while (unfinished.get() > 0) {
      if (System.nanoTime() - start < WATCHFUL) {
        Thread.onSpinWait();
      } else {
        waiting = Thread.currentThread();
        if (unfinished.get() > 0) {
          LockSupport.park(this);
        }
      }
    }
    waiting = null;
  }

  private boolean hasWork() {
    long seen = ticket.get();
    return ((seen >>> 16) & MOST) != (seen & MOST);
  }

  @Override
  public void close() {
    closed = true;
    for (Helper helper : helpers) {
      helper.wake();
    }
  }

  /** One further thread, started when it is first needed. */
  private final class Helper implements Runnable {
    private static final int GONE = 0;
    private static final int AWAKE = 1;
    private static final int ASLEEP = 2;

    private final AtomicInteger state = new AtomicInteger(GONE);
    private volatile Thread thread;

    void call() {
      if (state.compareAndSet(GONE, AWAKE)) {
        Thread started = new Thread(this, "eqprop-worker");
        started.setDaemon(true);
        thread = started;
        started.start();
      } else {
        wake();
      }
    }

    void wake() {
      if (state.compareAndSet(ASLEEP, AWAKE)) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      do {
        while (takePiece(false)) {
          // Until none is left.
        }
      } while (!closed && (watch() || sleep()));
    }

    /** Looks for work for a while; tells whether there is some. */
    private boolean watch() {
      long start = System.nanoTime();
      do {
        if (hasWork()) {
          return true;
        }
        Thread.onSpinWait();
      } while (System.nanoTime() - start < WATCHFUL);
      return false;
    }

    /** Sleeps until it is called; false after a long time, when the thread is to end. */
    private boolean sleep() {
      state.set(ASLEEP);
      long start = System.nanoTime();
      while (!hasWork() && !closed && state.get() == ASLEEP) {
        long left = PATIENCE - (System.nanoTime() - start);
        if (left <= 0) {
          // Who has called in the meantime has set the state, and is heard.
          return !state.compareAndSet(ASLEEP, GONE);
        }
        LockSupport.parkNanos(Workers.this, left);
      }
      state.set(AWAKE);
      return true;
    }
  }
}
