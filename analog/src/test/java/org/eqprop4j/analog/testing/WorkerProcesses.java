package org.eqprop4j.analog.testing;

import java.io.IOException;
import java.util.List;

/** The worker processes of this process, as the system sees them. */
public final class WorkerProcesses {
  private WorkerProcesses() {}

  /** Those that are there now. */
  public static List<ProcessHandle> now() {
    return of(ProcessHandle.current());
  }

  /** Those of another process: all Java processes that it has started. */
  public static List<ProcessHandle> of(ProcessHandle parent) {
    return parent
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Sends a signal, such as {@code STOP}. */
  public static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
