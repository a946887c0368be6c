package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Iris;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Spread;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Section 4.2 of Watfa et al. (2023), Figures 7 and 8: Iris with small conductances, with 10,000
 * times larger ones, and with these and diodes that conduct earlier.
 */
public final class IrisConductanceExperiment implements Experiment<IrisConductanceConfig> {
  private static final String RUNS = "runs";

  /**
   * A training.
   *
   * @param factor what conductances and learning rate are multiplied by
   * @param biasShift how much earlier the diodes conduct [V]
   * @param runSeed its seed
   */
  record Run(double factor, double biasShift, long runSeed) {
    ConductanceVariant variant() {
      return new ConductanceVariant(factor, biasShift);
    }
  }

  /**
   * How it ended.
   *
   * @param trainAccuracy part of the training samples that is classified right
   * @param testAccuracy part of the test samples that is
   * @param power turned into heat, mean over the training samples [W]
   * @param beta nudging strength that was chosen [S V^2]
   */
  record Outcome(double trainAccuracy, double testAccuracy, double power, double beta) {}

  private static final SweepTable<Run, Outcome> TABLE = new SweepTable<>(Run.class, Outcome.class);

  @Override
  public String name() {
    return "iris-conductance";
  }

  @Override
  public String description() {
    return "Iris with 10,000 times larger conductances, and with diodes that conduct earlier"
        + " (Watfa et al. 2023, section 4.2)";
  }

  @Override
  public Class<IrisConductanceConfig> configType() {
    return IrisConductanceConfig.class;
  }

  @Override
  public void check(IrisConductanceConfig config) {
    Engines.named(config.engine());
  }

  @Override
  public List<Headline> run(IrisConductanceConfig config, ExperimentContext context)
      throws Exception {
    Engine engine = Engines.named(config.engine());
    context.provenance().seed("all", config.seed());
    context.provenance().engine(engine.name(), engine.version(), false);
    RunDirectory run = context.directory();
    Files.createDirectories(histories(run));
    Samples iris = Iris.load();
    List<Run> points = new ArrayList<>();
    for (ConductanceVariant variant : variants(config)) {
      for (int n = 0; n < config.runs(); n++) {
        points.add(new Run(variant.factor(), variant.biasShift(), config.seed() + n));
      }
    }
    context.runStages(
        List.of(
            new SweepStage<>(
                RUNS,
                run,
                config.threads(),
                TABLE,
                points,
                p -> outcome(config, engine, iris, run, p))));
    operatingPoints(config).write(run);
    return headlines(config, run);
  }

  private static OperatingPointFigure operatingPoints(IrisConductanceConfig config) {
    return new OperatingPointFigure(config.loadLines(), config.circuit().diode());
  }

  @Override
  public List<Path> draw(IrisConductanceConfig config, RunDirectory run) throws IOException {
    ConductanceFigures figures = new ConductanceFigures(config, run);
    List<Path> files = new ArrayList<>(List.of(operatingPoints(config).draw(run)));
    files.addAll(figures.draw());
    files.add(figures.drawShifts(TABLE.read(SweepStage.file(run, RUNS))));
    return files;
  }

  private static List<ConductanceVariant> variants(IrisConductanceConfig config) {
    return Stream.concat(
            Stream.of(ConductanceVariant.BASE),
            config.biasShifts().stream()
                .map(shift -> new ConductanceVariant(config.factor(), shift)))
        .toList();
  }

  private static Outcome outcome(
      IrisConductanceConfig config, Engine engine, Samples iris, RunDirectory run, Run point)
      throws IOException {
    CircuitConfig circuit = point.variant().circuit(config.circuit());
    TrainingConfig training = point.variant().training(config.training());
    Split split = Split.draw(iris, config.testShare(), circuit.voltageRange(), point.runSeed());
    TrainingHistory history = new TrainingHistory(circuit, split);
    ClassificationRun.Result result =
        new ClassificationRun(circuit, training, engine).run(split, point.runSeed(), history);
    history.write(epochs(run, point), histograms(run, point));
    return new Outcome(
        result.trainAccuracy(), result.testAccuracy(), history.end().power(), result.beta());
  }

  private static Path histories(RunDirectory run) {
    return run.file("histories");
  }

  /** Where the epochs of a training are kept. */
  static Path epochs(RunDirectory run, Run point) {
    return histories(run).resolve(stem(point) + "-epochs.csv");
  }

  /** Where the histograms of a training are kept. */
  static Path histograms(RunDirectory run, Run point) {
    return histories(run).resolve(stem(point) + "-histograms.csv");
  }

  private static String stem(Run point) {
    return point.factor() + "-" + point.biasShift() + "-" + point.runSeed();
  }

  private static List<Headline> headlines(IrisConductanceConfig config, RunDirectory run)
      throws IOException {
    List<Row<Run, Outcome>> rows = TABLE.read(SweepStage.file(run, RUNS));
    List<Headline> headlines = new ArrayList<>();
    for (ConductanceFigures.Shown shown : ConductanceFigures.shown(config)) {
      List<Outcome> outcomes = outcomes(rows, shown.variant());
      headlines.addAll(
          AccuracyHeadlines.of(
              shown.name(),
              shown.published(),
              outcomes,
              Outcome::testAccuracy,
              Outcome::trainAccuracy));
      headlines.add(new Headline(shown.name() + ", power", null, 1e6 * power(outcomes), "uW"));
    }
    double base = power(outcomes(rows, ConductanceVariant.BASE));
    for (ConductanceFigures.Shown shown : ConductanceFigures.shown(config).subList(1, 3)) {
      headlines.add(
          new Headline(
              "power of " + shown.name() + " over base",
              config.factor(),
              power(outcomes(rows, shown.variant())) / base,
              ""));
    }
    return headlines;
  }

  private static double power(List<Outcome> outcomes) {
    return Spread.of(outcomes, Outcome::power).mean();
  }

  private static List<Outcome> outcomes(List<Row<Run, Outcome>> rows, ConductanceVariant variant) {
    return rows.stream()
        .filter(row -> row.point().variant().equals(variant))
        .map(Row::measured)
        .toList();
  }
}
