package org.eqprop4j.analog.engine.xyce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that stand in for Xyce. */
final class Scripts {
  private Scripts() {}

  /** An executable named Xyce in a directory, which is made if it is not there. */
  static Path write(Path directory, String... lines) {
    try {
      Path script = Files.createDirectories(directory).resolve("Xyce");
      Files.writeString(
          script,
          "#!/bin/sh\nunset JAVA_TOOL_OPTIONS _JAVA_OPTIONS\n" + String.join("\n", lines) + "\n");
      return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
