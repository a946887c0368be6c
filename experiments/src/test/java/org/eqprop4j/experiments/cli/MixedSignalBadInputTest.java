package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong with the mixed-signal experiment: one line, and nothing is left behind. */
class MixedSignalBadInputTest {
  @TempDir Path dir;
  private final StringWriter err = new StringWriter();

  @Test
  void missingDataDirectoryIsNamedBeforeAnythingIsWritten() {
    Path run = dir.resolve("run");
    Path nowhere = dir.resolve("nowhere");

    assertThat(run("run", "mixed-signal", "--out", run.toString(), "--data", nowhere.toString()))
        .isEqualTo(1);

    assertThat(err.toString())
        .startsWith("eqprop: Fashion-MNIST in " + nowhere)
        .contains("no such directory")
        .hasLineCount(1);
    assertThat(run).doesNotExist();
  }

  @Test
  void truncatedImageFileIsNamed() throws IOException {
    Path data = Files.createDirectory(dir.resolve("data"));
    for (String name :
        new String[] {
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte"
        }) {
      Files.write(data.resolve(name), new byte[] {0, 0, 8, 3, 0, 0});
    }
    Path run = dir.resolve("run");

    assertThat(run("run", "mixed-signal", "--out", run.toString(), "--data", data.toString()))
        .isEqualTo(1);

    assertThat(err.toString())
        .contains(data.resolve("train-images-idx3-ubyte") + " is corrupt", "SHA-256")
        .hasLineCount(1);
    assertThat(run).doesNotExist();
  }

  @Test
  void negativeConductanceBoundIsNamedByKeyAndValue() {
    Path run = dir.resolve("run");

    assertThat(
            run(
                "run",
                "mixed-signal",
                "--out",
                run.toString(),
                "--set",
                "circuit.conductance.floor=-1n"))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("circuit.conductance.floor", "-1n", "at least 0")
        .hasLineCount(1);
    assertThat(run).doesNotExist();
  }

  @Test
  void engineThatIsNotInstalledIsNamedWithTheWayToInstallItBeforeAnythingIsWritten() {
    Optional<Engine> missing =
        Engines.all().stream().filter(e -> e.missing().isPresent()).findFirst();
    assumeThat(missing).as("an engine that is not installed").isPresent();
    String name = missing.get().name();
    Path run = dir.resolve("run");

    assertThat(run("run", "mixed-signal", "--out", run.toString(), "--engine", name)).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("eqprop: engine '" + name + "' cannot run here: ")
        .contains("install", "EQPROP4J_", "usable are [builtin")
        .hasLineCount(1);
    assertThat(run).doesNotExist();
  }

  @Test
  void adjointOnAnEngineWithoutLinearResponseIsRefusedBeforeAnythingIsWritten() {
    Optional<Engine> simulator =
        Engines.all().stream()
            .filter(e -> e.missing().isEmpty() && !e.hasLinearResponse())
            .findFirst();
    assumeThat(simulator).as("an engine without linear response").isPresent();
    String name = simulator.get().name();
    Path run = dir.resolve("run");

    assertThat(
            run(
                "run",
                "mixed-signal",
                "--out",
                run.toString(),
                "--engine",
                name,
                "--set",
                "analog.nudging=adjoint"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("analog.nudging = adjoint: engine '" + name + "' has no linear response")
        .hasLineCount(1);
    assertThat(run).doesNotExist();
  }

  private int run(String... arguments) {
    return Eqprop.execute(
        new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
  }
}
