package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.eqprop4j.experiments.ebana.RegressionStage.Epoch;
import org.eqprop4j.experiments.ebana.RegressionStage.Fitted;
import org.eqprop4j.experiments.ebana.RegressionStage.Height;
import org.eqprop4j.experiments.ebana.RegressionStage.Place;
import org.eqprop4j.experiments.ebana.RegressionStage.Sample;
import org.eqprop4j.experiments.ebana.RegressionStage.State;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionExperimentTest {
  @TempDir Path dir;

  /** A kinked line without noise is that of one pair of conductances only. */
  @Test
  void conductancesOfALineWithoutNoiseAreFound() throws IOException {
    Path path = QuickRun.of(dir, "regression-landscape", "--set", "data.noise=0");
    List<Row<Epoch, Fitted>> epochs =
        RegressionStage.EPOCHS.read(RegressionStage.epochsFile(RunDirectory.read(path)));
    Fitted last = epochs.get(epochs.size() - 1).measured();

    assertThat(last.error()).isLessThan(1e-3).isLessThan(epochs.get(0).measured().error() / 50);
    assertThat(last.inputConductance()).isCloseTo(8e-6, Percentage.withPercentage(1));
    assertThat(last.biasConductance()).isCloseTo(2e-6, Percentage.withPercentage(1));
  }

  @Test
  void statesLieInTheValleyOfTheEnergyAndComeToTheLine() throws IOException {
    Path path = QuickRun.of(dir, "regression-landscape");
    RunDirectory run = RunDirectory.read(path);
    List<Row<Sample, State>> states = RegressionStage.STATES.read(RegressionStage.statesFile(run));
    Map<Integer, List<Row<Place, Height>>> surfaces =
        RegressionStage.SURFACES.read(RegressionStage.surfacesFile(run)).stream()
            .collect(Collectors.groupingBy(row -> row.point().epoch()));

    assertThat(surfaces).containsOnlyKeys(0, 10, 100);
    List<Row<Sample, State>> onGrid =
        states.stream().filter(state -> column(surfaces, state).size() > 1).toList();
    assertThat(onGrid).hasSize(3 * 11);
    for (Row<Sample, State> state : onGrid) {
      Row<Place, Height> lowest =
          column(surfaces, state).stream()
              .min(Comparator.comparing(place -> place.measured().energy()))
              .orElseThrow();
      // Half the distance of the grid's rows.
      assertThat(lowest.point().output())
          .isCloseTo(state.measured().state(), within(0.5 * 2 / 40 + 1e-9));
    }
    assertThat(distance(states, 100)).isLessThan(0.015).isLessThan(distance(states, 0) / 10);
    assertThat(Files.readString(path.resolve("report.html"))).contains("data:image/png");
    assertThat(path.resolve("plots"))
        .isDirectoryContaining("glob:**/regression-landscape-energy-10.png");
  }

  private static List<Row<Place, Height>> column(
      Map<Integer, List<Row<Place, Height>>> surfaces, Row<Sample, State> state) {
    return surfaces.get(state.point().epoch()).stream()
        .filter(place -> place.point().input() == state.point().input())
        .toList();
  }

  private static double distance(List<Row<Sample, State>> states, int epoch) {
    return Math.sqrt(
        states.stream()
            .filter(row -> row.point().epoch() == epoch)
            .mapToDouble(row -> Math.pow(row.measured().state() - row.point().target(), 2))
            .average()
            .orElseThrow());
  }
}
