package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqpropTest {
  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void runLeavesEverythingThatARunDirectoryHolds() throws IOException {
    Path run = dir.resolve("with space");

    assertThat(eqprop("run", "toy", "--out", run.toString(), "--seed", "7")).isZero();

    assertThat(run).isDirectoryContaining("glob:**/config.yaml");
    assertThat(run.resolve("config.yaml")).content().contains("seed: 7").contains("epochs: 8");
    assertThat(run.resolve("provenance.json"))
        .content()
        .contains("\"--seed\"", "\"processor\"", "\"commit\"", "\"finished\"", "\"walk\" : 7");
    assertThat(run.resolve("summary.json")).content().contains("end of the walk");
    assertThat(run.resolve("report.html")).content().contains("end of the walk", "data:image/svg");
    assertThat(run.resolve("log.txt")).content().contains("this is a toy");
    assertThat(run.resolve("plots/first-loss.svg")).content().contains("<svg");
    assertThat(run.resolve("plots/confusion-walk.svg")).content().contains("<svg");
    assertThat(out.toString()).contains("paper", "end of the walk", "0.50 m", "report: " + run);
  }

  @Test
  void evaluateReproducesTheResult() throws IOException {
    Path run = dir.resolve("run");
    eqprop("run", "toy", "--out", run.toString());
    double model = Double.parseDouble(Files.readString(run.resolve("model.txt")));
    out.getBuffer().setLength(0);

    assertThat(eqprop("evaluate", run.toString())).isZero();
    assertThat(out.toString()).contains(String.format(Locale.ROOT, "%1$.2f m  %1$.2f m", model));
  }

  @Test
  void netlistOfAnExperimentWithoutACircuitIsRefused() {
    Path run = dir.resolve("run");
    eqprop("run", "toy", "--out", run.toString());
    err.getBuffer().setLength(0);

    assertThat(eqprop("netlist", run.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("eqprop: experiment toy has no circuit to write");
  }

  @Test
  void failedRunIsResumedWhereItStopped() throws IOException {
    Path whole = dir.resolve("whole");
    Path broken = dir.resolve("broken");
    eqprop("run", "toy", "--out", whole.toString());

    int code = eqprop("run", "toy", "--out", broken.toString(), "--set", "failAtEpoch=5");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("eqprop: the walker fell over in epoch 5 (log: " + broken.resolve("log.txt"))
        .contains("to continue: eqprop run toy --resume " + broken)
        .hasLineCount(1);
    assertThat(broken.resolve("log.txt")).content().contains("WalkStage.run");

    Path config = broken.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("failAtEpoch: 5", "failAtEpoch: 0"));
    assertThat(eqprop("run", "toy", "--resume", broken.toString())).isZero();
    assertThat(broken.resolve("model.txt")).hasSameTextualContentAs(whole.resolve("model.txt"));
  }

  @Test
  void quickPresetLiesBelowFileAndOptions() throws IOException {
    Path file = Files.writeString(dir.resolve("my.yaml"), "seed: 3\nthreads: 2\n");
    Path run = dir.resolve("run");

    eqprop(
        "run", "toy", "--quick", "--config", file.toString(), "--threads", "1", "--out", "" + run);

    assertThat(run.resolve("config.yaml")).content().contains("epochs: 2", "seed: 3", "threads: 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run|Missing required parameter: 'NAME' (see eqprop run --help)",
        "run nothing|there is no experiment \"nothing\", see eqprop list",
        "run toy --sed 1|Unknown option",
        "run toy --seed x|Invalid value for option '--seed'",
        "run toy --set epochs=0|--set epochs=0: epochs = 0: expected a whole number of at least 1",
        "run toy --set epoch=1|--set epoch=1: epoch = 1: unknown key, expected one of seed",
        "run toy --threads -1|--threads threads=-1: threads = -1: expected",
        "run toy --config none.yaml|none.yaml: cannot be read",
        "run toy --data here|unknown key",
        "run toy --engine builtin|--engine builtin: engine = \"builtin\": unknown key",
        "run mixed-signal --engine spice|engine = \"spice\": expected one of builtin, coordinate-desc",
        "run toy --resume none|none: is not the directory of a run",
        "run toy --resume|there is no run of toy in runs",
        "run toy --resume none --seed 1|leave out --config, --set, --quick, --seed and --out",
        "netlist none|none: is not the directory of a run",
        "netlist none --samples 0|--samples 0: expected a whole number of at least 1",
        "evaluate none|none: is not the directory of a run",
        "walk|Unmatched argument",
      })
  void badUsageIsOneLineAndCodeTwo(String arguments, String message) {
    assertThat(eqprop(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("eqprop: ").contains(message).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void directoryWithSomethingInItIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(dir.resolve("thesis.txt"), "precious");

    assertThat(eqprop("run", "toy", "--out", dir.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(dir + ": is not empty").hasLineCount(1);
    assertThat(dir).isDirectoryNotContaining("glob:**/config.yaml");
  }

  @Test
  void stackTraceIsShownOnRequestOnly() {
    assertThat(eqprop("--stacktrace", "evaluate", "none")).isEqualTo(2);
    assertThat(err.toString()).contains("\tat org.eqprop4j");
  }

  @Test
  void listNamesTheExperiments() {
    assertThat(eqprop("list")).isZero();
    assertThat(out.toString())
        .containsPattern("mixed-signal +CNN and circuit")
        .containsPattern("toy +Two random walks");
  }

  @Test
  void doctorNamesEveryEngineWithItsVersionOrTheWayToInstallIt() {
    assertThat(eqprop("doctor")).isZero();
    for (Engine engine : Engines.all()) {
      String state =
          engine.missing().map(reason -> "missing: " + reason).orElseGet(engine::version);
      assertThat(out.toString())
          .containsPattern("(?m)^" + engine.name() + " +" + Pattern.quote(state) + "$");
    }
    assertThat(out.toString())
        .contains(System.getProperty("java.version"), "GiB")
        .containsPattern("(?m)^processors +\\d")
        .containsPattern("(?m)^Fashion-MNIST +\\S")
        .containsPattern("(?m)^oneDNN +o(n|ff)");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionAndHelpAreShown() {
    assertThat(eqprop("--version")).isZero();
    assertThat(out.toString()).startsWith("eqprop 0.").contains("Java");
    assertThat(eqprop("--help")).isZero();
    assertThat(out.toString())
        .contains("Exit codes:", "doctor", "evaluate", "list", "netlist", "run");
    assertThat(eqprop()).isZero();
  }

  private int eqprop(String... arguments) {
    return Eqprop.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
