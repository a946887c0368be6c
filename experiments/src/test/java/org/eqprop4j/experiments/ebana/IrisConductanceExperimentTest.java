package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.experiments.ebana.IrisConductanceExperiment.Outcome;
import org.eqprop4j.experiments.ebana.IrisConductanceExperiment.Run;
import org.eqprop4j.experiments.ebana.TrainingHistory.Measured;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IrisConductanceExperimentTest {
  @TempDir Path dir;

  @Test
  void largerConductancesCostPowerAndAccuracy() throws IOException {
    Path path = QuickRun.of(dir, "iris-conductance");
    List<Row<Run, Outcome>> rows =
        new SweepTable<>(Run.class, Outcome.class).read(path.resolve("runs.csv"));

    Outcome base = at(rows, ConductanceVariant.BASE);
    Outcome scaled = at(rows, new ConductanceVariant(1e4, 0));
    Outcome moved = at(rows, new ConductanceVariant(1e4, 0.05));
    assertThat(scaled.power() / base.power()).isBetween(5e3, 2e4);
    assertThat(scaled.trainAccuracy()).isLessThan(base.trainAccuracy());
    assertThat(moved.trainAccuracy()).isGreaterThan(scaled.trainAccuracy());

    RunDirectory run = RunDirectory.read(path);
    for (Row<Run, Outcome> row : rows) {
      assertThat(last(run, row.point()).testAccuracy()).isEqualTo(row.measured().testAccuracy());
      assertThat(last(run, row.point()).power()).isEqualTo(row.measured().power());
      assertHistogramsAreWhole(run, row.point());
    }
    assertThat(path.resolve("operating-points.csv")).exists();
    assertThat(path.resolve("plots"))
        .isDirectoryContaining("glob:**/iris-conductance-operating-points.png")
        .isDirectoryContaining("glob:**/iris-conductance-shifts.png");
    assertThat(Files.readString(path.resolve("report.html"))).contains("data:image/png");
  }

  private static Outcome at(List<Row<Run, Outcome>> rows, ConductanceVariant variant) {
    return rows.stream()
        .filter(row -> row.point().variant().equals(variant))
        .findFirst()
        .orElseThrow()
        .measured();
  }

  private static Measured last(RunDirectory run, Run point) throws IOException {
    List<Row<TrainingHistory.Epoch, Measured>> epochs =
        TrainingHistory.EPOCHS.read(IrisConductanceExperiment.epochs(run, point));
    assertThat(epochs).hasSize(100);
    return epochs.get(99).measured();
  }

  private static void assertHistogramsAreWhole(RunDirectory run, Run point) throws IOException {
    List<Row<TrainingHistory.Bin, TrainingHistory.Count>> bins =
        TrainingHistory.HISTOGRAMS.read(IrisConductanceExperiment.histograms(run, point));
    for (TrainingHistory.Quantity quantity : TrainingHistory.Quantity.values()) {
      double sum =
          bins.stream()
              .filter(row -> row.point().quantity() == quantity)
              .mapToDouble(row -> row.measured().share())
              .sum();
      assertThat(sum).as(point + " " + quantity).isCloseTo(1, within(1e-9));
    }
  }
}
