package org.eqprop4j.experiments.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.cli.Eqprop;
import org.eqprop4j.experiments.robustness.RobustnessExperiment.Chosen;
import org.eqprop4j.experiments.robustness.RobustnessExperiment.ChosenOutcome;
import org.eqprop4j.experiments.robustness.RobustnessExperiment.Swept;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessExperimentTest {
  @TempDir Path dir;

  @Test
  void defaultsAndChosenBetasLearnWhereThePublishedRuleDoesNot() throws IOException {
    Path run = run();

    List<Row<Swept, Trial.Outcome>> after =
        new SweepTable<>(Swept.class, Trial.Outcome.class).read(run.resolve("after.csv"));
    assertThat(after)
        .filteredOn(row -> row.point().variant() == Variant.DEFAULTS)
        .filteredOn(row -> row.point().task() != Task.IRIS)
        .hasSize(2 * 3 * 2)
        .allMatch(row -> row.measured().converged());
    assertThat(new SweepTable<>(Chosen.class, ChosenOutcome.class).read(run.resolve("chosen.csv")))
        .filteredOn(row -> row.point().task() != Task.IRIS)
        .hasSize(2 * 2)
        .allMatch(row -> row.measured().converged());
    assertThat(Files.readAllLines(run.resolve("before.csv")))
        .hasSize(1 + 2 * 3 * 2)
        .anyMatch(row -> row.startsWith("xor,") && row.contains(",false,"));
    assertThat(run.resolve("plots/robustness-xor.png")).exists();
    assertThat(run.resolve("plots/robustness-variants-iris.png")).exists();
  }

  private Path run() {
    Path run = dir.resolve("run");
    List<String> arguments =
        new ArrayList<>(List.of("run", "robustness", "--quick", "--out", "" + run));
    for (String setting :
        List.of(
            "initialisations=2",
            "variantInitialisations=1",
            "betas=[1e-6, 1e-4, 1e-2]",
            "accuracies=[1e-6]",
            "irisEpochs=5")) {
      arguments.addAll(List.of("--set", setting));
    }
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
