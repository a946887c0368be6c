package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.file.Path;

/** The commands of the operating system. */
public interface Commands {
  /** Whether a command of this name can be run. */
  boolean available(String name);

  /**
   * Runs a command to its end.
   *
   * @param directory the directory to run it in
   * @param command its name and arguments
   * @throws IOException if it cannot be started or does not end in reasonable time
   */
  Outcome run(Path directory, String... command) throws IOException;

  /**
   * How a command ended.
   *
   * @param exitCode 0 for success
   * @param output what it wrote to its standard output and error streams, in English
   */
  record Outcome(int exitCode, String output) {}
}
