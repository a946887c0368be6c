package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/** A small data set, classified by circuits from many random starts. */
abstract class ClassificationExperiment implements Experiment<ClassificationConfig> {
  private static final String RUNS = "runs";

  /**
   * A run.
   *
   * @param runSeed its seed
   */
  record Run(long runSeed) {}

  private static final SweepTable<Run, ClassificationRun.Result> TABLE =
      new SweepTable<>(Run.class, ClassificationRun.Result.class);

  private final String name;
  private final String description;
  private final double published;

  /**
   * An experiment.
   *
   * @param published accuracy in the paper [%]
   */
  ClassificationExperiment(String name, String description, double published) {
    this.name = name;
    this.description = description;
    this.published = published;
  }

  /** The data. */
  abstract Samples samples();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Class<ClassificationConfig> configType() {
    return ClassificationConfig.class;
  }

  @Override
  public final void check(ClassificationConfig config) {
    Engines.named(config.engine());
  }

  @Override
  public final List<Headline> run(ClassificationConfig config, ExperimentContext context)
      throws Exception {
    context.provenance().seed("all", config.seed());
    Engine engine = Engines.named(config.engine());
    context.provenance().engine(engine.name(), engine.version(), false);
    ClassificationRun run = new ClassificationRun(config, samples());
    List<Run> points =
        IntStream.range(0, config.runs()).mapToObj(n -> new Run(config.seed() + n)).toList();
    context.runStages(
        List.of(
            new SweepStage<>(
                RUNS,
                context.directory(),
                config.threads(),
                TABLE,
                points,
                point -> run.run(point.runSeed()))));
    return headlines(context.directory());
  }

  private List<Headline> headlines(RunDirectory run) throws IOException {
    List<ClassificationRun.Result> results =
        TABLE.read(SweepStage.file(run, RUNS)).stream().map(Row::measured).toList();
    double mean = mean(results, r -> 100 * r.testAccuracy());
    double variance =
        mean(results, r -> Math.pow(100 * r.testAccuracy() - mean, 2))
            * results.size()
            / Math.max(1, results.size() - 1);
    return List.of(
        new Headline("test accuracy, mean over " + results.size() + " runs", published, mean, "%"),
        new Headline("its standard deviation", null, Math.sqrt(variance), "%"),
        new Headline(
            "least",
            null,
            results.stream().mapToDouble(r -> 100 * r.testAccuracy()).min().orElseThrow(),
            "%"),
        new Headline(
            "runs without an error",
            null,
            mean(results, r -> r.testAccuracy() == 1 ? 100 : 0),
            "%"),
        new Headline(
            "training accuracy, mean", null, mean(results, r -> 100 * r.trainAccuracy()), "%"),
        new Headline(
            "bias of the first gradients", null, mean(results, r -> 1e6 * r.bias()), "ppm"),
        new Headline(
            "noise of the first gradients", null, mean(results, r -> 1e6 * r.noise()), "ppm"));
  }

  private static double mean(
      List<ClassificationRun.Result> results, ToDoubleFunction<ClassificationRun.Result> value) {
    return results.stream().mapToDouble(value).average().orElseThrow();
  }
}
