package org.eqprop4j.experiments.kiraz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.cli.Eqprop;
import org.eqprop4j.experiments.kiraz.PublishedTraining.Outcome;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KirazExperimentsTest {
  @TempDir Path dir;

  @Test
  void auditFindsOneGradientExactAndReproducesTheFailureOfTheScripts() throws IOException {
    Path run = run("xor-robust", "--quick", "--set", "training.epochs=1");

    List<Row<XorRobustExperiment.Audited, Likeness>> rows =
        new SweepTable<>(XorRobustExperiment.Audited.class, Likeness.class)
            .read(run.resolve("audit.csv"));
    for (Row<XorRobustExperiment.Audited, Likeness> row : rows) {
      Likeness likeness = row.measured();
      switch (row.point().estimator()) {
        case ZONE_WEIGHTS, CENTRED, ADJOINT, NEGATIVE_WEIGHT_VOLTAGE_DROP -> {
          assertThat(likeness.cosine()).as(row.toString()).isGreaterThan(0.9995);
          assertThat(likeness.upstream()).as(row.toString()).isBetween(0.99, 1.01);
        }
        case POLARITY_VOLTAGE_DROP ->
            assertThat(16 * likeness.upstream()).as(row.toString()).isBetween(0.99, 1.01);
        case ORDERED_VOLTAGE_DROP ->
            assertThat(-16 * likeness.upstream()).as(row.toString()).isBetween(0.99, 1.01);
        default -> assertThat(likeness.cosine()).isLessThanOrEqualTo(1);
      }
    }
    assertThat(rows)
        .filteredOn(row -> row.point().estimator() == Estimator.SCRIPTS_VOLTAGE_DROP)
        .extracting(row -> row.measured().cosine())
        .anyMatch(cosine -> cosine < 0);
  }

  @Test
  void caseOneConvergesWithTheZoneWeightAndNotAsInTheScripts() throws IOException {
    Path run =
        run(
            "case-1",
            "--quick",
            "--set",
            "accuracies=[0]",
            "--set",
            "rates=[5.0e-4]",
            "--set",
            "rate=5.0e-4");

    List<Row<CaseOneExperiment.Point, Outcome>> rows =
        new SweepTable<>(CaseOneExperiment.Point.class, Outcome.class).read(run.resolve("map.csv"));
    assertThat(rows).filteredOn(row -> converged(row, Reading.CORRECTED)).hasSize(200);
    assertThat(rows).filteredOn(row -> converged(row, Reading.SCRIPTS)).hasSizeLessThan(140);
    assertThat(run.resolve("plots")).isDirectoryContaining("glob:**/case-1-map-scripts-0.0.png");
    assertThat(Files.readString(run.resolve("report.html"))).contains("data:image/png");
  }

  private static boolean converged(Row<CaseOneExperiment.Point, Outcome> row, Reading reading) {
    return row.point().reading() == reading && row.measured().converged();
  }

  private Path run(String name, String... options) {
    Path run = dir.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("run", name, "--out", "" + run));
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
