package org.eqprop4j.analog.engine.xyce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the executable once, never longer than it may. What it prints goes to files, so that it can
 * never wait for a reader.
 */
final class XyceProcess {
  private static final Logger LOG = LoggerFactory.getLogger(XyceProcess.class);
  private static final long SECONDS_TO_DIE = 10;

  private final Path executable;
  private final Duration limit;

  /**
   * @param executable absolute path
   * @param limit how long a run may take
   */
  XyceProcess(Path executable, Duration limit) {
    this.executable = executable;
    this.limit = limit;
  }

  /**
   * How a run ended.
   *
   * @param inTime false if it had to be killed
   * @param exitCode 0 if all went well; of no meaning if it was killed
   * @param stdout everything it printed
   * @param stderr everything it printed there
   */
  record Outcome(boolean inTime, int exitCode, String stdout, String stderr) {}

  /**
   * Runs it in a directory and waits. With its children it is killed when the time is up, when this
   * thread is interrupted and when this process ends.
   *
   * @throws XyceException if it cannot be started, or if this thread was interrupted, which it then
   *     still is
   */
  Outcome run(WorkDirectory directory, String... arguments) {
    Path stdout = directory.path().resolve("stdout.txt");
    Path stderr = directory.path().resolve("stderr.txt");
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.path().toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    // Messages are searched for English words, and numbers must have a point.
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      boolean inTime = await(process, directory);
      return new Outcome(inTime, inTime ? process.exitValue() : -1, read(stdout), read(stderr));
    } catch (IOException e) {
      throw new XyceException("cannot run " + executable + ": " + e.getMessage(), e);
    }
  }

  private boolean await(Process process, WorkDirectory directory) throws IOException {
    Thread atExit =
        new Thread(
            () -> {
              kill(process);
              directory.close();
            });
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      process.getOutputStream().close();
      return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new XyceException("interrupted while Xyce was running", e);
    } finally {
      kill(process);
      forget(atExit);
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException endingAlready) {
      LOG.debug("the hook is at work", endingAlready);
    }
  }

  /** Children first: they are no longer known once their parent is dead. */
  private static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      // Its files can only be removed everywhere once it is gone.
      process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
