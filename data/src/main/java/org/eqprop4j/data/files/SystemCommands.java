package org.eqprop4j.data.files;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The commands on the {@code PATH} of this process. */
public final class SystemCommands implements Commands {
  private final Duration limit;

  /** Commands that may take ten minutes each: some of them download. */
  public SystemCommands() {
    this(Duration.ofMinutes(10));
  }

  /** Commands that may take so long each. */
  public SystemCommands(Duration limit) {
    this.limit = limit;
  }

  @Override
  public boolean available(String name) {
    String path = System.getenv("PATH");
    return path != null
        && Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  @Override
  public Outcome run(Path directory, String... command) throws IOException {
    // A file, not a pipe: reading a pipe to its end would wait for a command that hangs.
    Path output = Files.createTempFile("eqprop4j-", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException(
              String.join(" ", command) + " did not end within " + limit.toSeconds() + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } finally {
        process.destroyForcibly();
      }
      return new Outcome(process.exitValue(), Files.readString(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
