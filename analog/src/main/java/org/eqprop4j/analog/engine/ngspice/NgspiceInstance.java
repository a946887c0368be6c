package org.eqprop4j.analog.engine.ngspice;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A copy of ngspice with a thread of its own, watched from outside: if a call does not come back in
 * time, the copy and its thread are given up, and whatever the call returns later is thrown away.
 */
final class NgspiceInstance {
  private static final long IDLE = 0;
  private static final long ABANDONED = Long.MIN_VALUE;
  private static final int COMMANDS_BETWEEN_HOUSEKEEPING = 100;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread t = new Thread(work, "ngspice");
            t.setDaemon(true);
            return t;
          });

  /** When the call began that is under way [System.nanoTime], or one of the constants. */
  private final AtomicLong call = new AtomicLong(IDLE);

  private volatile boolean dead;
  private NgspiceLibrary library;
  private int commands;

  private NgspiceInstance() {}

  /** Loads a copy of the library. */
  static NgspiceInstance start(Path file, Duration limit) {
    NgspiceInstance instance = new NgspiceInstance();
    instance.run(
        limit,
        () -> {
          instance.library = NgspiceLibrary.load(file);
          return null;
        });
    return instance;
  }

  /**
   * Runs work on the instance's thread, where alone the other methods may be called, and waits for
   * it.
   *
   * @param limit how long each single call into ngspice may take
   * @throws StuckException if one took longer; the instance is then dead
   */
  <T> T run(Duration limit, Callable<T> work) {
    Future<T> result = thread.submit(work);
    long poll = Math.max(1, Math.min(100, limit.toMillis() / 4));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get(poll, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          abandonIfStuck(limit);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw failed(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void abandonIfStuck(Duration limit) {
    long began = call.get();
    if (began != IDLE
        && System.nanoTime() - began > limit.toNanos()
        && call.compareAndSet(began, ABANDONED)) {
      stop();
      throw new StuckException(limit);
    }
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : new NgspiceException("work with ngspice failed: " + cause, cause);
  }

  /** Makes an end of the thread. The native copy stays in memory: it cannot be unloaded safely. */
  void stop() {
    dead = true;
    thread.shutdown();
  }

  /** Whether the copy is of no more use. */
  boolean dead() {
    return dead;
  }

  /**
   * Runs a command.
   *
   * @throws NgspiceException if ngspice ended itself over it
   */
  void command(String line) {
    keepHouse();
    guarded(line, () -> library.command(line));
  }

  /** Before a command, not after it: it would wipe out what ngspice said. */
  private void keepHouse() {
    if (++commands % COMMANDS_BETWEEN_HOUSEKEEPING == 0) {
      guarded("housekeeping", () -> library.command(null));
    }
  }

  /**
   * Runs a command that must not be complained about.
   *
   * @throws NgspiceException if ngspice names an error or ended itself
   */
  void commandWithoutError(String line) {
    keepHouse();
    guarded(line, () -> library.command(line));
    requireNoError(line);
  }

  /**
   * Loads a netlist.
   *
   * @throws NgspiceException if ngspice names an error or ended itself
   */
  void circuit(String[] lines) {
    guarded("loading a circuit", () -> library.circuit(lines));
    requireNoError("loading a circuit");
  }

  private void requireNoError(String what) {
    if (NgspiceMessages.complain(library.messages())) {
      throw new NgspiceException("ngspice refused '" + what + "': " + said());
    }
  }

  private void guarded(String what, Runnable nativeCall) {
    long now = System.nanoTime() | 1;
    if (!call.compareAndSet(IDLE, now)) {
      throw new NgspiceException("ngspice was given up before '" + what + "'");
    }
    nativeCall.run();
    if (!call.compareAndSet(now, IDLE)) {
      throw new NgspiceException("ngspice was given up during '" + what + "'");
    }
    if (library.exited()) {
      stop();
      throw new NgspiceException("ngspice ended itself over '" + what + "': " + said());
    }
  }

  /**
   * The version that the library reports, such as {@code 39}.
   *
   * @throws NgspiceException if it reports none or one that is too old
   */
  String version() {
    command("version -f");
    return NgspiceMessages.version(said());
  }

  /** All that was said during the latest command. */
  String said() {
    List<String> messages = library.messages();
    return messages.isEmpty() ? "it said nothing" : String.join(System.lineSeparator(), messages);
  }

  long points() {
    return library.points();
  }

  long runs() {
    return library.runs();
  }

  Pointer values() {
    return library.values();
  }
}
