package org.eqprop4j.experiments.border;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.compare.NestedRun;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalExperiment;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Shares;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Accuracy over the bits of the converters at the circuit's inputs and outputs: of networks trained
 * without converters, and of networks trained through them, gradients passing straight through the
 * rounding (Bengio et al. 2013).
 */
public final class BorderBitsExperiment implements Experiment<BorderBitsConfig> {
  private static final String NAME = "border-bits";
  private static final String EXACT = "exact";

  /** A network without converters. */
  record Exact(long seed) {}

  /**
   * What came out.
   *
   * @param accuracy on the test images [%]
   */
  record Outcome(double accuracy) {}

  private static final SweepTable<Exact, Outcome> EXACT_TABLE =
      new SweepTable<>(Exact.class, Outcome.class);
  private static final SweepTable<BorderPoint, Outcome> TABLE =
      new SweepTable<>(BorderPoint.class, Outcome.class);

  private final MixedSignalExperiment mixedSignal = new MixedSignalExperiment();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "accuracy over the bits of the converters before and behind the circuit";
  }

  @Override
  public Class<BorderBitsConfig> configType() {
    return BorderBitsConfig.class;
  }

  @Override
  public void check(BorderBitsConfig config) throws Exception {
    mixedSignal.check(config.exact(config.seed()));
    config.points().forEach(config::of); // Bits out of range are told at once.
  }

  @Override
  public List<Headline> run(BorderBitsConfig config, ExperimentContext context) throws Exception {
    RunDirectory run = context.directory();
    context.runStages(
        List.of(
            new SweepStage<>(
                EXACT,
                run,
                config.threads(),
                EXACT_TABLE,
                config.allSeeds().stream().map(Exact::new).toList(),
                point -> trained(run, exact(point.seed()), config.exact(point.seed()))),
            new SweepStage<>(
                NAME,
                run,
                config.threads(),
                TABLE,
                config.points(),
                point -> measure(config, run, point))));
    return headlines(run);
  }

  /** Names the directory of a training without converters. */
  private static String exact(long seed) {
    return EXACT + "-" + seed;
  }

  private static Outcome trained(RunDirectory run, String directory, MixedSignalConfig config)
      throws Exception {
    return new Outcome(NestedRun.of(run, directory, config).accuracy(config));
  }

  private Outcome measure(BorderBitsConfig config, RunDirectory run, BorderPoint point)
      throws Exception {
    if (point.through()) {
      return trained(run, point.directory(), config.of(point));
    }
    Path directory = NestedRun.directory(run, exact(point.seed()));
    try (RunDirectory exact = RunDirectory.read(directory)) {
      return new Outcome(mixedSignal.accuracy(config.of(point), exact));
    }
  }

  private static double exactAccuracy(RunDirectory run) throws IOException {
    return EXACT_TABLE.read(SweepStage.file(run, EXACT)).stream()
        .mapToDouble(row -> row.measured().accuracy())
        .average()
        .orElseThrow();
  }

  /** Mean accuracy [%] over bits. */
  private static Map<Double, Double> means(List<Row<BorderPoint, Outcome>> rows, String line) {
    return rows.stream()
        .filter(row -> row.point().line().equals(line))
        .collect(
            Collectors.groupingBy(
                row -> (double) row.point().bits(),
                TreeMap::new,
                Collectors.averagingDouble(row -> row.measured().accuracy())));
  }

  private static Set<String> lines(List<Row<BorderPoint, Outcome>> rows) {
    return rows.stream()
        .map(row -> row.point().line())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Headline> headlines(RunDirectory run) throws IOException {
    List<Row<BorderPoint, Outcome>> rows = TABLE.read(SweepStage.file(run, NAME));
    List<Headline> headlines =
        lines(rows).stream()
            .flatMap(
                line ->
                    means(rows, line).entrySet().stream()
                        .map(
                            mean ->
                                new Headline(
                                    line + ", " + mean.getKey().intValue() + " bit",
                                    null,
                                    mean.getValue(),
                                    "%")))
            .collect(Collectors.toList());
    headlines.add(0, new Headline("without converters", null, exactAccuracy(run), "%"));
    return headlines;
  }

  @Override
  public List<Path> draw(BorderBitsConfig config, RunDirectory run) throws IOException {
    List<Row<BorderPoint, Outcome>> rows = TABLE.read(SweepStage.file(run, NAME));
    LineFigure figure = new LineFigure(config.frontEnd(), "bits", "test accuracy [%]");
    for (String line : lines(rows)) {
      Map<Double, Double> means = means(rows, line);
      figure.line(line, Shares.array(means.keySet()), Shares.array(means.values()));
    }
    double exact = exactAccuracy(run);
    double[] ends = {
      config.bits().stream().mapToInt(b -> b).min().orElseThrow(),
      config.bits().stream().mapToInt(b -> b).max().orElseThrow()
    };
    figure.line("no converter", ends, new double[] {exact, exact});
    return List.of(figure.save(run.plots().resolve(NAME + ".png")));
  }
}
