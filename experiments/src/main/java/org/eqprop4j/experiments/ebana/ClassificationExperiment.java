package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.util.ArrayList;
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
import org.eqprop4j.experiments.sweep.Spread;
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
    Samples samples = samples();
    ClassificationRun run = new ClassificationRun(config.circuit(), config.training(), engine);
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
                point -> run.run(split(samples, config, point.runSeed()), point.runSeed()))));
    return headlines(context.directory());
  }

  private List<Headline> headlines(RunDirectory run) throws IOException {
    List<ClassificationRun.Result> results =
        TABLE.read(SweepStage.file(run, RUNS)).stream().map(Row::measured).toList();
    List<Headline> headlines =
        new ArrayList<>(
            AccuracyHeadlines.of(
                "",
                published,
                results,
                ClassificationRun.Result::testAccuracy,
                ClassificationRun.Result::trainAccuracy));
    headlines.add(
        mean("runs without an error", results, r -> r.testAccuracy() == 1 ? 100 : 0, "%"));
    headlines.add(mean("bias of the first gradients", results, r -> 1e6 * r.bias(), "ppm"));
    headlines.add(mean("noise of the first gradients", results, r -> 1e6 * r.noise(), "ppm"));
    return headlines;
  }

  private static Headline mean(
      String name,
      List<ClassificationRun.Result> results,
      ToDoubleFunction<ClassificationRun.Result> value,
      String unit) {
    return new Headline(name, null, Spread.of(results, value).mean(), unit);
  }

  private static Split split(Samples samples, ClassificationConfig config, long seed) {
    return Split.draw(samples, config.testShare(), config.circuit().voltageRange(), seed);
  }
}
