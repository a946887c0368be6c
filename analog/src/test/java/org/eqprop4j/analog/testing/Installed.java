package org.eqprop4j.analog.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;

/** What a test needs from the machine: skipped where it is missing, except in CI. */
public final class Installed {
  private Installed() {}

  /** Skips the test, or fails it in CI, unless a program is on the path. */
  public static void requireProgram(String name, String howToInstall) {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, 0))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    if (!found) {
      missing("the program " + name + " is not on the path: " + howToInstall);
    }
  }

  /** The engine; skips the test, or fails it in CI, unless it can run. */
  public static Engine requireEngine(String name) {
    Engine engine =
        Engines.all().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    engine.missing().ifPresent(Installed::missing);
    return engine;
  }

  private static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail(what);
    }
    abort(what);
  }
}
