package org.eqprop4j.experiments.run;

import java.time.Duration;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * What happens on Ctrl-C and SIGTERM while it is open: writes under way are completed, none begins
 * any more, and then the farewell is run. The epoch under way is abandoned.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /**
   * Takes care of an end from outside.
   *
   * @param farewell cleans the terminal and tells the user how to go on
   */
  public static Interruption onEnd(Runnable farewell) {
    Thread hook =
        new Thread(
            () -> {
              AtomicFiles.drain(PATIENCE);
              farewell.run();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** The work is done: an end is now an ordinary one. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException expected) {
      // The process is ending already: the hook does its work.
    }
  }
}
