package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.NudgingStrength.Sides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be done with a run of {@code eqprop train}. */
class TrainedRunTest extends TrainCommandCase {
  @Test
  void killedAndResumedItEndsAsIfNeverStopped() throws Exception {
    String data = blobs(4000);
    Path whole = dir.resolve("whole");
    train(data, "--label", "kind", "--epochs", "6", "--threads", "1", "--out", "" + whole);

    Path killed = dir.resolve("killed");
    Process process =
        start("train", "--data", data, "--label", "kind", "--epochs", "6", "--out", "" + killed);
    while (!isWithin(killed, 6) && process.isAlive()) {
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();
    assertThat(isWithin(killed, 6)).as("stopped between the first and the last epoch").isTrue();
    assertThat(eqprop("train", "--resume", killed.toString())).isZero();

    assertThat(metrics(killed)).isEqualTo(metrics(whole));
    assertThat(killed.resolve("nudging.json"))
        .hasSameTextualContentAs(whole.resolve("nudging.json"));
    assertThat(killed.resolve("model.zip")).hasSameBinaryContentAs(whole.resolve("model.zip"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{type: centred}|BOTH", "{type: one-sided}|ONE", "{type: random-sign}|ONE"})
  void betaIsChosenForTheSidesThatAreNudged(String nudging, Sides sides) throws IOException {
    Path run = dir.resolve("run");
    String setting = "training.nudging=" + nudging;
    assertThat(train("iris", "--epochs", "1", "--set", setting, "--out", "" + run)).isZero();

    NudgingStrength chosen =
        new ObjectMapper().readValue(run.resolve("nudging.json").toFile(), NudgingStrength.class);
    assertThat(chosen.sides()).isEqualTo(sides);
    assertThat(chosen.bias()).isBetween(0.5 * chosen.noise(), 2 * chosen.noise());
    assertThat(run.resolve("log.txt")).content().contains("chose training.nudging.beta");
  }

  @Test
  void aBetaThatIsGivenIsTaken() throws IOException {
    Path run = dir.resolve("run");
    String setting = "training.nudging={type: centred, beta: 20n}";
    assertThat(train("iris", "--epochs", "1", "--set", setting, "--out", "" + run)).isZero();
    assertThat(run.resolve("nudging.json")).doesNotExist();
  }

  @Test
  void changedFileIsNotResumedOn() throws IOException {
    Path run = dir.resolve("run");
    String data = blobs(30);
    train(data, "--label", "kind", "--epochs", "1", "--out", "" + run);
    Files.writeString(Path.of(data), "0.5,0.5,a\n", StandardOpenOption.APPEND);
    assertThat(eqprop("evaluate", run.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("blobs.csv: has changed since the run began");
  }

  @Test
  void evaluateNetlistAndPredictWorkOnTheRun() throws IOException {
    Path run = dir.resolve("run");
    String data = blobs(100);
    train(data, "--label", "kind", "--epochs", "2", "--out", "" + run);
    out.getBuffer().setLength(0);

    assertThat(eqprop("evaluate", run.toString())).isZero();
    assertThat(out.toString()).contains("test accuracy", "+0.00 %");
    assertThat(eqprop("netlist", run.toString(), "--samples", "3")).isZero();
    assertThat(run.resolve("model.cir"))
        .content()
        .contains("class 1 (b)", "sample 2: built-in engine finds");
    assertThat(eqprop("predict", run.toString(), "--data", data)).isZero();
    assertThat(out.toString()).contains("predictions.csv, 100 rows", "accuracy: ");
    assertThat(Files.readAllLines(run.resolve("predictions.csv")))
        .hasSize(101)
        .startsWith("row,prediction,volts of a,volts of b");
  }

  @Test
  void netlistsOfModelsWithoutARunAreWritten() throws IOException {
    Path run = dir.resolve("run");
    train("iris", "--epochs", "1", "--out", "" + run);
    Path volts = Files.writeString(dir.resolve("volts.csv"), "a,b,c,d\n1,2,-1,0.5\n0,0,0,0\n");
    Path trained = dir.resolve("trained.cir");
    Path untrained = dir.resolve("untrained.cir");

    assertThat(eqprop("netlist", run + "/model.zip", "--volts", "" + volts, "--out", "" + trained))
        .isZero();
    assertThat(eqprop("netlist", run + "/model.yaml", "--seed", "1", "--out", "" + untrained))
        .isZero();

    assertThat(trained).content().contains("d1");
    assertThat(untrained).content().contains("d1").isNotEqualTo(Files.readString(trained));
  }

  @Test
  void configurationOfARunRepeatsIt() throws IOException {
    Path first = dir.resolve("first");
    Path second = dir.resolve("second");
    train("iris", "--epochs", "2", "--seed", "3", "--out", first.toString());
    assertThat(eqprop("train", "--config", first + "/config.yaml", "--out", "" + second)).isZero();
    assertThat(second.resolve("model.zip")).hasSameBinaryContentAs(first.resolve("model.zip"));
  }

  @Test
  void explicitModelOfARunIsTheSameModel() throws IOException {
    Path first = dir.resolve("first");
    Path second = dir.resolve("second");
    train("iris", "--epochs", "1", "--out", first.toString());
    assertThat(
            train("iris", "--epochs", "1", "--model", first + "/model.yaml", "--out", "" + second))
        .isZero();
    assertThat(second.resolve("model.zip")).hasSameBinaryContentAs(first.resolve("model.zip"));
  }

  private static List<String> metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .filter(row -> !row.contains("seconds,"))
        .toList();
  }

  private static boolean isWithin(Path run, int epochs) throws IOException {
    Path state = run.resolve("state.json");
    if (!Files.exists(state)) {
      return false;
    }
    int finished =
        new ObjectMapper().readTree(state.toFile()).at("/stages/0/finishedEpochs").intValue();
    return finished >= 1 && finished < epochs;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The same kernels as here: others round otherwise.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-modules"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Eqprop.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("process.txt").toFile())
        .start();
  }
}
