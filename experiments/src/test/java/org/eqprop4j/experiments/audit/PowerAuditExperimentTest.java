package org.eqprop4j.experiments.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eqprop4j.experiments.audit.PowerAuditExperiment.ConductancePoint;
import org.eqprop4j.experiments.audit.PowerAuditExperiment.PhasePoint;
import org.eqprop4j.experiments.cli.Eqprop;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerAuditExperimentTest {
  private static final double GAIN = 4;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"xor_published", "case_1", "layers"})
  void onlyAllOfThePseudoPowerVariesAsTheLoss(String circuit) throws IOException {
    Map<Integer, List<Derivatives>> starts = starts(run(circuit));

    assertThat(starts).hasSize(2);
    for (List<Derivatives> start : starts.values()) {
      for (LearningRule rule :
          List.of(LearningRule.PSEUDO_POWER, LearningRule.DROPS_WITH_ZONE_WEIGHTS)) {
        Match match = Match.of(rule, start);
        assertThat(match.cosine()).as("%s", rule).isCloseTo(1, within(1e-6));
        assertThat(match.scale()).as("%s", rule).isCloseTo(1, within(1e-4));
      }
      // At a minimum of all, what is left of it without the nudging source does not vary.
      assertThat(Match.of(LearningRule.PSEUDO_POWER_NO_SOURCES, start).leftOut())
          .isCloseTo(100, within(0.1));
      // A hundred times what finite differences leave out.
      assertThat(Match.of(LearningRule.PSEUDO_POWER_NO_AMPLIFIERS, start).leftOut())
          .isGreaterThan(0.1);
    }
  }

  @Test
  void dropsLeaveTheGainSquaredOutOfTheFirstLayerAlone() throws IOException {
    for (Row<ConductancePoint, Derivatives> row : derivatives(run("xor_published"))) {
      double weight = row.point().layer().equals("first") ? GAIN * GAIN : 1;
      assertThat(weight * row.measured().drops())
          .as(row.toString())
          .isCloseTo(row.measured().loss(), within(1e-4 * Math.abs(row.measured().loss()) + 1e-6));
    }
  }

  @Test
  void powerDeliveredIsHeatInBothPhases() throws IOException {
    List<Row<PhasePoint, Powers>> rows =
        new SweepTable<>(PhasePoint.class, Powers.class)
            .read(run("xor_published").resolve("powers.csv"));

    assertThat(rows).hasSize(4);
    assertThat(rows).allMatch(row -> Math.abs(row.measured().imbalance()) < 1e-9);
    // What is nudged has moved.
    assertThat(rows.get(0).measured().resistors()).isNotEqualTo(rows.get(1).measured().resistors());
  }

  @Test
  void tablesAndFiguresAreLeft() throws IOException {
    Path run = run("case_1");

    assertThat(run.resolve("plots/power-audit-left-out.svg")).exists();
    assertThat(run.resolve("plots/power-audit-derivatives.png")).exists();
    assertThat(Files.readString(run.resolve("report.html"))).contains("cosine, least");
  }

  @Test
  void aLossThatDoesNotGoWithTheDataIsRefused() throws IOException {
    Path data = Files.writeString(dir.resolve("data.csv"), "x,y\n1,2\n2,3\n3,5\n4,7\n");
    StringWriter errors = new StringWriter();
    int code =
        Eqprop.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors, true),
            "run",
            "power-audit",
            "--set",
            "circuit=layers",
            "--set",
            "data.source=" + data,
            "--set",
            "data.label=y",
            "--set",
            "data.task=values");

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString())
        .contains("loss = ", "expected {type: mean-squared-error} for data.task = values");
  }

  private static Map<Integer, List<Derivatives>> starts(Path run) throws IOException {
    return derivatives(run).stream()
        .collect(
            Collectors.groupingBy(
                row -> row.point().initialisation(),
                Collectors.mapping(Row::measured, Collectors.toList())));
  }

  private static List<Row<ConductancePoint, Derivatives>> derivatives(Path run) throws IOException {
    return new SweepTable<>(ConductancePoint.class, Derivatives.class)
        .read(run.resolve("derivatives.csv"));
  }

  private Path run(String circuit) {
    Path run = dir.resolve(circuit);
    List<String> arguments =
        new ArrayList<>(List.of("run", "power-audit", "--quick", "--out", "" + run));
    for (String setting :
        List.of("circuit=" + circuit, "initialisations=2", "conductances=12", "samples=9")) {
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
