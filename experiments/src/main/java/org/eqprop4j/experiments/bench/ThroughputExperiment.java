package org.eqprop4j.experiments.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast circuits of the sizes in Table 2 of Watfa et al. (2023) are trained, on every engine
 * that is installed.
 */
public final class ThroughputExperiment implements Experiment<ThroughputConfig> {
  private static final String NAME = "throughput";
  private static final Logger LOG = LoggerFactory.getLogger(ThroughputExperiment.class);
  private static final double NANO = 1e9;

  /** A training on one thread or on several. */
  record Setting(PaperTask task, String engine, int threads) {}

  private static final SweepTable<Setting, TrainingSpeed> TABLE =
      new SweepTable<>(Setting.class, TrainingSpeed.class);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Training time per node and sample on every engine (Watfa et al. 2023, Table 2)";
  }

  @Override
  public Class<ThroughputConfig> configType() {
    return ThroughputConfig.class;
  }

  @Override
  public void check(ThroughputConfig config) {
    if (installed(config).isEmpty()) {
      Engines.named(config.engines().get(0)); // Says what is missing.
    }
  }

  private static List<String> installed(ThroughputConfig config) {
    return Engines.all().stream()
        .filter(engine -> engine.missing().isEmpty())
        .map(Engine::name)
        .filter(config.engines()::contains)
        .toList();
  }

  @Override
  public List<Headline> run(ThroughputConfig config, ExperimentContext context) throws Exception {
    context.provenance().seed("all", config.seed());
    List<String> installed = installed(config);
    Engines.all().stream()
        .filter(engine -> config.engines().contains(engine.name()))
        .filter(engine -> !installed.contains(engine.name()))
        .forEach(
            engine -> LOG.warn("engine {} is left out: {}", engine.name(), engine.missing().get()));
    List<Setting> settings = new ArrayList<>();
    for (PaperTask task : PaperTask.values()) {
      for (String engine : config.engines()) {
        for (int threads : config.threadCounts()) {
          settings.add(new Setting(task, engine, threads));
        }
      }
    }
    context.runStages(
        List.of(
            new SweepStage<>(
                NAME,
                context.directory(),
                1, // What is timed runs alone.
                TABLE,
                settings,
                s ->
                    installed.contains(s.engine())
                        ? TrainingSpeed.of(
                            s.task(),
                            Engines.named(s.engine()),
                            s.threads(),
                            config.seed(),
                            config.seconds())
                        : TrainingSpeed.NONE)));
    return headlines(context.directory());
  }

  private static List<Row<Setting, TrainingSpeed>> measured(RunDirectory run) throws IOException {
    return TABLE.read(SweepStage.file(run, NAME)).stream()
        .filter(row -> row.measured().trained() > 0)
        .toList();
  }

  private static List<Headline> headlines(RunDirectory run) throws IOException {
    List<Row<Setting, TrainingSpeed>> rows = measured(run);
    List<Headline> headlines = new ArrayList<>();
    for (Row<Setting, TrainingSpeed> row : rows) {
      Setting s = row.point();
      String label = label(s.task()) + ", " + s.engine() + ", threads " + s.threads();
      double published = s.task().published();
      headlines.add(
          new Headline(
              label + ", K",
              Double.isNaN(published) ? null : Double.valueOf(NANO * published),
              NANO * row.measured().k(),
              "ns"));
      if (Double.isFinite(row.measured().cpuK())) {
        headlines.add(
            new Headline(
                label + ", K of processor time", null, NANO * row.measured().cpuK(), "ns"));
      }
      rows.stream()
          .filter(
              one -> s.threads() > 1 && one.point().equals(new Setting(s.task(), s.engine(), 1)))
          .forEach(
              one ->
                  headlines.add(
                      new Headline(
                          label + ", speed-up",
                          null,
                          one.measured().epochSeconds() / row.measured().epochSeconds(),
                          "")));
    }
    return headlines;
  }

  @Override
  public List<Path> draw(ThroughputConfig config, RunDirectory run) throws Exception {
    LineFigure figure =
        new LineFigure("Training, one thread", "nodes", "K [ns per node and sample]")
            .logarithmicX()
            .logarithmicY();
    List<Row<Setting, TrainingSpeed>> rows =
        measured(run).stream().filter(row -> row.point().threads() == 1).toList();
    for (String engine : config.engines()) {
      List<TrainingSpeed> of =
          rows.stream()
              .filter(row -> row.point().engine().equals(engine))
              .map(Row::measured)
              .toList();
      figure.line(
          engine,
          of.stream().mapToDouble(TrainingSpeed::nodes).toArray(),
          of.stream().mapToDouble(speed -> NANO * speed.k()).toArray());
    }
    List<PaperTask> published = List.of(PaperTask.XOR, PaperTask.IRIS, PaperTask.WINE);
    figure.line(
        "paper",
        published.stream()
            .mapToDouble(t -> PaperTask.nodes(t.network().model(config.seed()).circuit()))
            .toArray(),
        published.stream().mapToDouble(t -> NANO * t.published()).toArray());
    return List.of(figure.save(run.plots().resolve(NAME + ".png")));
  }

  @Override
  public List<Headline> evaluate(ThroughputConfig config, RunDirectory run) {
    throw new ConfigException("throughput has no model to measure again; run it once more");
  }

  private static String label(PaperTask task) {
    return task.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
