package org.eqprop4j.analog.engine.xyce;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the executable of Xyce may be. */
final class ExecutableSearch {
  /** Environment variable that names the executable or its directory, before the PATH. */
  static final String VARIABLE = "EQPROP4J_XYCE";

  static final String NOT_FOUND =
      "no executable 'Xyce' on the PATH: install Xyce 7 (installers and sources at"
          + " xyce.sandia.gov), then add its bin directory to the PATH or set "
          + VARIABLE
          + " to the executable";

  private static final List<String> NAMES = List.of("Xyce", "Xyce.exe");

  private final UnaryOperator<String> environment;

  ExecutableSearch(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * The executable as an absolute path, since every run has a working directory of its own.
   *
   * @throws XyceException if there is none, saying how to get it; also if the environment variable
   *     names something else, for what was asked for is never replaced by another find
   */
  Path find() {
    String named = environment.apply(VARIABLE);
    if (named != null && !named.isBlank()) {
      return inPlace(named)
          .orElseThrow(
              () ->
                  new XyceException(
                      VARIABLE
                          + " is '"
                          + named
                          + "', expected the executable of Xyce or the directory that holds it"));
    }
    String path = environment.apply("PATH");
    return Arrays.stream((path == null ? "" : path).split(File.pathSeparator, -1))
        .filter(place -> !place.isBlank())
        .map(ExecutableSearch::inPlace)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new XyceException(NOT_FOUND));
  }

  private static Optional<Path> inPlace(String place) {
    try {
      Path path = Path.of(place).toAbsolutePath();
      if (isProgram(path)) {
        return Optional.of(path);
      }
      return NAMES.stream().map(path::resolve).filter(ExecutableSearch::isProgram).findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
