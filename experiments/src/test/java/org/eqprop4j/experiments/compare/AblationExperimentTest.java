package org.eqprop4j.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.cli.Eqprop;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.mixedsignal.RoundAccuracy;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationExperimentTest {
  @TempDir Path dir;

  @Test
  void everyRoundStandsBesideTheCircuitTrainedAsLong() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/share/datasets/fashion-mnist")), "Fashion-MNIST");
    Path run = dir.resolve("run");
    List<String> arguments =
        new ArrayList<>(List.of("run", "mixed-signal-ablation", "--quick", "--out", "" + run));
    for (String setting :
        List.of(
            "data.trainImages=200",
            "data.testImages=100",
            "rounds=1",
            "seeds=1",
            "settings=[cnn.epochs=1, regression.epochs=1, analog.epochsAgain=2]")) {
      arguments.addAll(List.of("--set", setting));
    }
    StringWriter errors = new StringWriter();
    int code =
        Eqprop.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors, true),
            arguments.toArray(String[]::new));

    assertThat(code).as(errors.toString()).isZero();
    List<Row<AblationExperiment.RunRound, RoundAccuracy>> rows =
        new SweepTable<>(AblationExperiment.RunRound.class, RoundAccuracy.class)
            .read(run.resolve("rounds.csv"));
    assertThat(rows).extracting(row -> row.point().round()).containsExactly(0, 1);
    assertThat(rows).extracting(row -> row.measured().circuitEpochs()).containsExactly(1, 3);
    RoundAccuracy first = rows.get(0).measured();
    assertThat(first.retrained()).isEqualTo(first.control());
    assertThat(run.resolve("plots/mixed-signal-ablation.png")).exists();
  }

  @Test
  void wrongSettingsAreRefusedBeforeAnythingRuns() {
    AblationConfig config =
        new ConfigLoader<>(AblationConfig.class, "mixed-signal-ablation")
            .load(List.of(ConfigLayer.assignment("--set", "settings=[analog.epoch=1]")));

    assertThatThrownBy(() -> new AblationExperiment().check(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("analog.epoch");
  }
}
