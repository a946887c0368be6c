package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.PublishedFile;
import org.eqprop4j.data.files.Resolver;
import org.eqprop4j.data.wine.WineQuality;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Spread;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Wine of Watfa et al. (2023), Table 2: 25 input and 4 output units, more than 95 %. By size and
 * shape this is the colour of the wines of Wine Quality; their grade is tried as well.
 */
public final class WineExperiment implements Experiment<WineConfig> {
  private static final String RUNS = "runs";

  /** The paper gives no figure but that the accuracy is above this [%]. */
  private static final double PUBLISHED = 95;

  /**
   * A run.
   *
   * @param runSeed its seed
   */
  record Run(WineLabel label, long runSeed) {}

  /**
   * What a run came to.
   *
   * @param trainAccuracy part of the training samples that is classified right
   * @param testAccuracy part of the test samples that is
   * @param commonest part of the test samples that belongs to the commonest class
   * @param beta nudging strength that was chosen [S V^2]
   */
  record Outcome(double trainAccuracy, double testAccuracy, double commonest, double beta) {}

  private static final SweepTable<Run, Outcome> TABLE = new SweepTable<>(Run.class, Outcome.class);

  @Override
  public String name() {
    return "wine";
  }

  @Override
  public String description() {
    return "Colour and grade of wines by circuits of 25 input units (Watfa et al. 2023, Table 2)";
  }

  @Override
  public Class<WineConfig> configType() {
    return WineConfig.class;
  }

  @Override
  public void check(WineConfig config) {
    Engines.named(config.engine());
    find(config);
  }

  private static WineQuality find(WineConfig config) {
    Optional<Path> given =
        Optional.of(config.data().directory()).filter(d -> !d.isEmpty()).map(Path::of);
    return WineQuality.find(new Resolver(DataPlaces.ofUser(given)));
  }

  @Override
  public List<Headline> run(WineConfig config, ExperimentContext context) throws Exception {
    Engine engine = Engines.named(config.engine());
    context.provenance().seed("all", config.seed());
    context.provenance().engine(engine.name(), engine.version(), false);
    for (PublishedFile file : WineQuality.FILES.files()) {
      context.provenance().data(file.name(), file.sha256());
    }
    WineQuality wine = find(config);
    Map<WineLabel, Samples> samples = new EnumMap<>(WineLabel.class);
    List<Run> points = new ArrayList<>();
    for (WineLabel label : config.labels()) {
      samples.put(label, label.samples(wine));
      IntStream.range(0, config.runs()).forEach(n -> points.add(new Run(label, config.seed() + n)));
    }
    ClassificationRun run = new ClassificationRun(config.circuit(), config.training(), engine);
    context.runStages(
        List.of(
            new SweepStage<>(
                RUNS,
                context.directory(),
                config.threads(),
                TABLE,
                points,
                p -> outcome(run, config, samples.get(p.label()), p.runSeed()))));
    return headlines(config, context.directory());
  }

  private static Outcome outcome(
      ClassificationRun run, WineConfig config, Samples samples, long seed) {
    Split split = Split.draw(samples, config.testShare(), config.circuit().voltageRange(), seed);
    ClassificationRun.Result result = run.run(split, seed);
    return new Outcome(
        result.trainAccuracy(), result.testAccuracy(), commonest(split.test()), result.beta());
  }

  /** Part of the samples that belongs to the commonest class. */
  private static double commonest(Samples samples) {
    int[] counts = new int[samples.targetWidth()];
    for (int label : samples.labels()) {
      counts[label]++;
    }
    return (double) Arrays.stream(counts).max().orElseThrow() / samples.size();
  }

  private static List<Headline> headlines(WineConfig config, RunDirectory run) throws IOException {
    List<Row<Run, Outcome>> rows = TABLE.read(SweepStage.file(run, RUNS));
    List<Headline> headlines = new ArrayList<>();
    for (WineLabel label : config.labels()) {
      List<Outcome> outcomes =
          rows.stream().filter(r -> r.point().label() == label).map(Row::measured).toList();
      String name = label.name().toLowerCase(Locale.ROOT);
      headlines.addAll(
          AccuracyHeadlines.of(
              name,
              label == WineLabel.COLOUR ? PUBLISHED : null,
              outcomes,
              Outcome::testAccuracy,
              Outcome::trainAccuracy));
      headlines.add(
          new Headline(
              name + ", by always saying the commonest",
              null,
              Spread.of(outcomes, o -> 100 * o.commonest()).mean(),
              "%"));
    }
    return headlines;
  }
}
