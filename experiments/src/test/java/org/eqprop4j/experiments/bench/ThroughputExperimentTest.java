package org.eqprop4j.experiments.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.cli.Eqprop;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThroughputExperimentTest {
  private static final SweepTable<ThroughputExperiment.Setting, TrainingSpeed> TABLE =
      new SweepTable<>(ThroughputExperiment.Setting.class, TrainingSpeed.class);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"XOR, 16", "IRIS, 56"})
  void nodesAreCountedAsInTheTable(PaperTask task, int nodes) {
    assertThat(PaperTask.nodes(task.network().model(1).circuit())).isEqualTo(nodes);
  }

  @ParameterizedTest
  @CsvSource({
    "XOR, 16, 4, 85, 14, 1",
    "IRIS, 56, 105, 155, 182, 4",
    "WINE, 111, 5000, 2, 217, 4",
  })
  void publishedNumbersAreThoseOfEquationEight(
      PaperTask task, int nodes, int samples, int epochs, double seconds, int threads) {
    assertThat(task.samples()).isEqualTo(samples);
    double k = seconds * threads / ((double) nodes * epochs * samples);
    assertThat(task.published()).isCloseTo(k, within(0.03 * k));
  }

  @Test
  void everyTaskIsTrainedOnOneThreadAndOnMore() throws IOException {
    Path run = run("--threads", "2", "--set", "seconds=10m");

    List<Row<ThroughputExperiment.Setting, TrainingSpeed>> rows =
        TABLE.read(run.resolve("throughput.csv"));
    assertThat(rows).hasSize(2 * PaperTask.values().length);
    for (Row<ThroughputExperiment.Setting, TrainingSpeed> row : rows) {
      TrainingSpeed speed = row.measured();
      double perSample = speed.seconds() / speed.trained();
      double epoch = perSample * row.point().task().samples();
      assertThat(speed.epochSeconds()).isCloseTo(epoch, within(1e-9 * epoch));
      assertThat(speed.k() * speed.nodes() / row.point().threads())
          .isCloseTo(perSample, within(1e-9 * perSample));
    }
    assertThat(run.resolve("plots/throughput.png")).exists();
    assertThat(Files.readString(run.resolve("summary.json"))).contains("speed-up");
  }

  private Path run(String... options) {
    Path run = dir.resolve("run");
    List<String> arguments =
        new ArrayList<>(List.of("run", "throughput", "--quick", "--out", "" + run));
    arguments.addAll(List.of(options));
    StringWriter errors = new StringWriter();
    int code =
        Eqprop.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors, true),
            arguments.toArray(String[]::new));
    assertThat(code).as(errors.toString()).isZero();
    return run;
  }
}
