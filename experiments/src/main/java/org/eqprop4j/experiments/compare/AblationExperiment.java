package org.eqprop4j.experiments.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalExperiment;
import org.eqprop4j.experiments.mixedsignal.RoundAccuracy;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * What rounds of input training and retraining of the CNN are worth in section 4.3 of Watfa et al.
 * (2023): the same circuit is trained as long, on the same images in the same order, without them.
 */
public final class AblationExperiment implements Experiment<AblationConfig> {
  private static final String NAME = "mixed-signal-ablation";
  private static final String RUNS = "runs";
  private static final String ROUNDS = "rounds";

  /** The paper's accuracies on the test images before and after its one round [%]. */
  private static final List<Double> PAPER = List.of(85.0, 88.0);

  /** A run of all rounds, by its seed. */
  record Run(long runSeed) {}

  /** How long a run took [s]. */
  record Took(double seconds) {}

  /** A round of a run. */
  record RunRound(long runSeed, int round) {}

  private static final SweepTable<Run, Took> RUN_TABLE = new SweepTable<>(Run.class, Took.class);
  private static final SweepTable<RunRound, RoundAccuracy> ROUND_TABLE =
      new SweepTable<>(RunRound.class, RoundAccuracy.class);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "mixed-signal with 0 to 3 rounds of retraining, beside circuits trained as long without";
  }

  @Override
  public Class<AblationConfig> configType() {
    return AblationConfig.class;
  }

  @Override
  public void check(AblationConfig config) throws Exception {
    new MixedSignalExperiment().check(config.of(config.seed()));
  }

  @Override
  public List<Headline> run(AblationConfig config, ExperimentContext context) throws Exception {
    context.provenance().seed("all", config.seed());
    RunDirectory run = context.directory();
    List<Run> runs = config.runSeeds().mapToObj(Run::new).toList();
    List<RunRound> rounds =
        runs.stream()
            .flatMap(
                r ->
                    IntStream.rangeClosed(0, config.rounds())
                        .mapToObj(n -> new RunRound(r.runSeed(), n)))
            .toList();
    context.runStages(
        List.of(
            new SweepStage<>(
                RUNS,
                run,
                config.threads(),
                RUN_TABLE,
                runs,
                point ->
                    new Took(
                        NestedRun.of(run, directory(point.runSeed()), of(config, point))
                            .seconds())),
            new SweepStage<>(
                ROUNDS,
                run,
                1,
                ROUND_TABLE,
                rounds,
                point ->
                    RoundAccuracy.of(
                        config.of(point.runSeed()),
                        point.round(),
                        NestedRun.metrics(run, directory(point.runSeed()))))));
    return headlines(config, run);
  }

  private static MixedSignalConfig of(AblationConfig config, Run run) {
    return config.of(run.runSeed());
  }

  private static String directory(long runSeed) {
    return "seed-" + runSeed;
  }

  private static List<Headline> headlines(AblationConfig config, RunDirectory run)
      throws IOException {
    List<Headline> headlines = new ArrayList<>();
    for (int n = 0; n <= config.rounds(); n++) {
      Double published = n < PAPER.size() ? PAPER.get(n) : null;
      headlines.add(
          new Headline(
              n + " rounds, test accuracy",
              published,
              mean(run, n, RoundAccuracy::retrained),
              "%"));
      if (n > 0) {
        headlines.add(
            new Headline(
                n + " rounds, the circuit alone trained as long",
                null,
                mean(run, n, RoundAccuracy::control),
                "%"));
      }
    }
    return headlines;
  }

  private static double mean(RunDirectory run, int round, ToDoubleFunction<RoundAccuracy> value)
      throws IOException {
    return ROUND_TABLE.read(SweepStage.file(run, ROUNDS)).stream()
        .filter(row -> row.point().round() == round)
        .map(Row::measured)
        .mapToDouble(value)
        .average()
        .orElseThrow();
  }

  @Override
  public List<Path> draw(AblationConfig config, RunDirectory run) throws Exception {
    int count = config.rounds() + 1;
    double[] rounds = new double[count];
    double[] retrained = new double[count];
    double[] control = new double[count];
    for (int n = 0; n < count; n++) {
      rounds[n] = n;
      retrained[n] = mean(run, n, RoundAccuracy::retrained);
      control[n] = mean(run, n, RoundAccuracy::control);
    }
    return List.of(
        new LineFigure("What retraining the CNN is worth", "round", "test accuracy, mean [%]")
            .line("input training and retraining", rounds, retrained)
            .line("circuit trained as long alone", rounds, control)
            .save(run.plots().resolve(NAME + ".png")));
  }

  @Override
  public List<Headline> evaluate(AblationConfig config, RunDirectory run) {
    throw new ConfigException("an ablation has no model; evaluate one of " + run.file(RUNS));
  }
}
