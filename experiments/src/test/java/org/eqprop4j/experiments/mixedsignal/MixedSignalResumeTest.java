package org.eqprop4j.experiments.mixedsignal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eqprop4j.bridge.HybridModel;
import org.eqprop4j.experiments.cli.Eqprop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain in processes of its own, one of them killed in every stage. */
@Tag("slow")
class MixedSignalResumeTest {
  private static final List<String> STAGES =
      List.of("cnn", "analog", "inputs-1", "cnn-1", "analog-1");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  @Test
  void runKilledInEveryStageEndsWithTheNumbersOfOneNeverStopped() throws Exception {
    assumeThat(Path.of("/usr/share/datasets/fashion-mnist")).as("Fashion-MNIST").exists();
    Path whole = dir.resolve("whole");
    assertThat(finish(begin(whole))).isZero();

    Path killed = dir.resolve("killed");
    Process process = begin(killed);
    for (String stage : STAGES) {
      awaitWorkIn(stage, killed, process);
      process.destroyForcibly().waitFor();
      process = start("run", "mixed-signal", "--resume", killed.toString());
    }

    assertThat(finish(process)).isZero();
    assertThat(headlines(killed)).isEqualTo(headlines(whole));
    assertThat(metrics(killed)).isEqualTo(metrics(whole));
    HybridModel resumed = HybridModel.load(killed.resolve("model.zip"));
    HybridModel expected = HybridModel.load(whole.resolve("model.zip"));
    assertThat(resumed.circuit().parameters()).isEqualTo(expected.circuit().parameters());
    assertThat(resumed.network().params()).isEqualTo(expected.network().params());
    assertThat(finish(start("evaluate", killed.toString()))).isZero();
    assertThat(dir.resolve("stdout")).content().contains("+0.00 %");
  }

  /** Waits until the stage before is done and, where the stage has several epochs, one of them. */
  private static void awaitWorkIn(String stage, Path run, Process process) throws Exception {
    int index = STAGES.indexOf(stage);
    while (!isAt(run, index)) {
      assertThat(process.isAlive()).as("still running before stage " + stage).isTrue();
      Thread.sleep(5);
    }
  }

  private static boolean isAt(Path run, int index) throws IOException {
    JsonNode stages;
    try {
      stages = JSON.readTree(Files.readString(run.resolve("state.json"))).get("stages");
    } catch (NoSuchFileException e) {
      return false;
    }
    return STAGES.get(index).startsWith("inputs")
        ? stages.get(index - 1).get("done").booleanValue()
        : stages.get(index).get("finishedEpochs").intValue() >= 1;
  }

  private Process begin(Path run) throws IOException {
    return start(
        "run",
        "mixed-signal",
        "--out",
        run.toString(),
        "--set",
        "data.trainImages=3000",
        "--set",
        "data.testImages=500",
        "--set",
        "cnn.epochs=2",
        "--set",
        "analog.epochs=2",
        "--set",
        "analog.epochsAgain=2",
        "--set",
        "regression.epochs=2",
        "--set",
        "rounds=1");
  }

  private static JsonNode headlines(Path run) throws IOException {
    return JSON.readTree(Files.readString(run.resolve("summary.json"))).get("headlines");
  }

  private static List<String> metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .filter(row -> !row.contains("seconds,"))
        .toList();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx3g", "-cp", System.getProperty("java.class.path")));
    command.add(Eqprop.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(dir.resolve("stdout").toFile())
        .redirectError(dir.resolve("stderr").toFile())
        .start();
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
