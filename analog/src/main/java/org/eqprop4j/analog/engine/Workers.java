package org.eqprop4j.analog.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
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

  /**
   * How long a thread without work leaves others theirs [ns]: a piece that changes hands takes its
   * data along, which takes longer than many a piece, and again when it goes back.
   */
  private static final long POLITE = 30_000;

  /** How long a helper sleeps before it ends; the next section that needs it starts another. */
  private static final long PATIENCE = 30_000_000_000L;

  /** Most pieces that are given out at a time. */
  private static final int MOST = 0xFFFF;

  /** How far apart the tickets stand, so that no two share a line of cache. */
  private static final int APART = 16;

  private final Helper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * What each thread has left of the section, the caller first: the section's number, shifted by
   * 32; the first of the pieces, shifted by 16; and their end. In every section a thread gets the
   * same part of the pieces, whose data are then in its own cache. It takes them from the first on,
   * those who help it from the last. What describes a section is only changed while nothing is left
   * of the one before, so whoever takes a piece by compare and set has read its own section's.
   */
  private final AtomicLongArray tickets;

  /** The number of the last section all of whose tickets are given out. */
  private volatile int section;

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
      helpers[i] = new Helper(i + 1);
    }
    tickets = new AtomicLongArray(place(threads));
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
    int next = section + 1;
    for (int t = 0; t < threads(); t++) {
      long ticket = (long) next << 32 | (long) begin(t, count) << 16 | begin(t + 1, count);
      tickets.set(place(t), ticket);
    }
    section = next;
    for (int i = 0; i < helpers.length; i++) {
      if (begin(i + 1, count) < begin(i + 2, count)) {
        helpers[i].call();
      }
    }
    takeOwn(0);
    awaitOthers();
    piece = null;
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** The first piece of a thread; the caller has one if there are any. */
  private int begin(int thread, int count) {
    return (int) (((long) thread * count + threads() - 1) / threads());
  }

  /** The caller looks for a failure once no piece is left that could have one. */
  private synchronized void fail(int index, Throwable thrown) {
    if (failure == null || index < failed) {
      failure = thrown;
      failed = index;
    }
  }

  /** Runs the pieces that a thread was given. */
  private void takeOwn(int thread) {
    int done = 0;
    for (long seen = ticket(thread); isLeft(seen); seen = ticket(thread)) {
      IntConsumer work = piece;
      int index = firstPiece + first(seen);
      if (tickets.compareAndSet(place(thread), seen, seen + MOST + 1)) {
        runPiece(work, index);
        done++;
      }
    }
    finish(done);
  }

  /** Runs the last piece of another thread, if this one has none; tells whether there was one. */
  private boolean takeOther(int thread) {
    int current = section;
    // All tickets of that section are given out: only now is none left for certain.
    for (int i = 1; i < threads() && !isLeft(ticket(thread)); i++) {
      int other = (thread + i) % threads();
      long seen = ticket(other);
      IntConsumer work = piece;
      int index = firstPiece + end(seen) - 1;
      if (isLeft(seen)
          && (int) (seen >>> 32) == current
          && tickets.compareAndSet(place(other), seen, seen - 1)) {
        runPiece(work, index);
        finish(1);
        return true;
      }
    }
    return false;
  }

  private long ticket(int thread) {
    return tickets.get(place(thread));
  }

  private static int place(int thread) {
    return (thread + 1) * APART;
  }

  private static int first(long ticket) {
    return (int) (ticket >>> 16) & MOST;
  }

  private static int end(long ticket) {
    return (int) ticket & MOST;
  }

  private static boolean isLeft(long ticket) {
    return first(ticket) < end(ticket);
  }

  private void runPiece(IntConsumer work, int index) {
    try {
      work.accept(index);
    } catch (RuntimeException | Error e) {
      fail(index, e);
    }
  }

  private void finish(int done) {
    if (done > 0 && unfinished.addAndGet(-done) == 0) {
      LockSupport.unpark(waiting);
    }
  }

  private void awaitOthers() {
    long start = System.nanoTime();
    while (unfinished.get() > 0) {
      long waited = System.nanoTime() - start;
      if (waited > POLITE && takeOther(0)) {
        continue;
      }
      if (waited < WATCHFUL) {
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

    private final int number;
    private final AtomicInteger state = new AtomicInteger(GONE);
    private volatile Thread thread;

    Helper(int number) {
      this.number = number;
    }

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
        takeOwn(number);
      } while (!closed && (watch() || sleep()));
    }

    /** Looks for work for a while; tells whether there is some of its own. */
    private boolean watch() {
      long start = System.nanoTime();
      long waited = 0;
      while (waited < WATCHFUL) {
        if (isLeft(ticket(number))) {
          return true;
        }
        waited = System.nanoTime() - start;
        if (waited > POLITE && takeOther(number)) {
          start = System.nanoTime() - POLITE;
        }
        Thread.onSpinWait();
      }
      return false;
    }

    /** Sleeps until it is called; false after a long time, when the thread is to end. */
    private boolean sleep() {
      state.set(ASLEEP);
      long start = System.nanoTime();
      while (!isLeft(ticket(number)) && !closed && state.get() == ASLEEP) {
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
