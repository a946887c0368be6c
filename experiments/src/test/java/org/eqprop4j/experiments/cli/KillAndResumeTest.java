package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed. */
class KillAndResumeTest {
  private static final int KILLS = 5;

  @TempDir static Path shared;
  private static Path whole;

  @TempDir Path dir;
  private Path killed;

  @BeforeAll
  static void runWithoutInterruption() throws Exception {
    whole = shared.resolve("whole");
    assertThat(finish(start(shared, "--out", whole.toString(), "--set", "epochs=30"))).isZero();
  }

  @BeforeEach
  void nameTheRun() {
    killed = dir.resolve("killed");
  }

  @Test
  void runKilledAtRandomPointsEndsAsOneNeverStopped() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    Process first =
        start("--out", killed.toString(), "--set", "epochs=30", "--set", "epochMillis=9");
    killAfterWork(first, random);
    for (int kill = 1; kill < KILLS; kill++) {
      killAfterWork(start("--resume", killed.toString()), random);
    }

    assertThat(finish(start("--resume", killed.toString()))).isZero();

    assertThat(killed.resolve("model.txt")).hasSameTextualContentAs(whole.resolve("model.txt"));
    assertThat(metrics(killed)).isEqualTo(metrics(whole));
    try (Stream<Path> left = Files.walk(killed)) {
      List<String> names = left.map(path -> killed.relativize(path).toString()).toList();
      assertThat(names).noneMatch(name -> name.endsWith(".tmp"));
      assertThat(names.stream().filter(name -> name.contains("epoch-")))
          .containsExactlyInAnyOrder(
              "checkpoints/first/epoch-30",
              "checkpoints/first/epoch-30/position.txt",
              "checkpoints/second/epoch-30",
              "checkpoints/second/epoch-30/position.txt");
    }
  }

  @Test
  void terminationTellsHowToResumeAndLeavesNothingHalfWritten() throws Exception {
    Process process =
        start("--out", killed.toString(), "--set", "epochs=30", "--set", "epochMillis=50");
    awaitEpochs();
    process.destroy();

    assertThat(finish(process)).isEqualTo(128 + 15);
    assertThat(killed.resolveSibling("stderr"))
        .content()
        .contains("eqprop: stopped; finished epochs are saved, to continue: ")
        .endsWith("eqprop run toy --resume " + killed + System.lineSeparator());
    try (Stream<Path> left = Files.walk(killed)) {
      assertThat(left).noneMatch(path -> path.toString().endsWith(".tmp"));
    }
    assertThat(finish(start("--resume", killed.toString()))).isZero();
    assertThat(killed.resolve("model.txt")).hasSameTextualContentAs(whole.resolve("model.txt"));
  }

  @Test
  void secondProcessIsKeptOutOfARunThatIsBeingWritten() throws Exception {
    Process process =
        start("--out", killed.toString(), "--set", "epochs=30", "--set", "epochMillis=500");
    awaitEpochs();

    assertThat(finish(start("--resume", killed.toString()))).isEqualTo(2);
    assertThat(killed.resolveSibling("stderr"))
        .content()
        .contains("another process is writing this run");
    process.destroyForcibly().waitFor();
  }

  private void killAfterWork(Process process, SplittableRandom random) throws Exception {
    awaitEpochs();
    Thread.sleep(random.nextInt(400));
    process.destroyForcibly().waitFor();
  }

  /**
   * Waits until the run has begun to keep a state, so that kills hit stages, not the JVM's start.
   */
  private void awaitEpochs() throws Exception {
    for (int i = 0; i < 1000 && !Files.exists(killed.resolve("state.json")); i++) {
      Thread.sleep(10);
    }
    assertThat(killed.resolve("state.json")).exists();
  }

  private static List<String> metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .filter(row -> !row.contains(",seconds,"))
        .toList();
  }

  private Process start(String... arguments) throws IOException {
    return start(dir, arguments);
  }

  private static Process start(Path dir, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Eqprop.class.getName(), "run", "toy"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(dir.resolve("stdout").toFile())
        .redirectError(dir.resolve("stderr").toFile())
        .start();
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
