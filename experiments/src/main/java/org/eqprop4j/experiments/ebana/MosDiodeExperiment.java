package org.eqprop4j.experiments.ebana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Iris;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Spread;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Section 4.4 of Watfa et al. (2023), Figure 10: Iris with diode-connected MOSFETs in the place of
 * the diodes, everything else the same.
 */
public final class MosDiodeExperiment implements Experiment<MosDiodeConfig> {
  private static final String RUNS = "runs";
  private static final int STEPS = 400;

  /** Several times what reaches a hidden node; diodes go to amperes. */
  private static final double SHOWN_MICROAMPERES = 50;

  /** What limits the hidden nodes. */
  enum Device {
    /** The diodes of {@code iris}. */
    DIODE,
    /** What takes their place. */
    REPLACEMENT;

    /** The circuit with this device. */
    CircuitConfig circuit(MosDiodeConfig config) {
      return this == DIODE
          ? config.circuit()
          : config
              .circuit()
              .withDiodes(config.replacement().diode(), config.replacement().diodeBias());
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A training.
   *
   * @param runSeed its seed
   */
  record Run(Device device, long runSeed) {}

  /**
   * How it ended.
   *
   * @param trainAccuracy part of the training samples that is classified right
   * @param testAccuracy part of the test samples that is
   * @param power turned into heat, mean over the training samples [W]
   */
  record Outcome(double trainAccuracy, double testAccuracy, double power) {}

  private static final SweepTable<Run, Outcome> TABLE = new SweepTable<>(Run.class, Outcome.class);

  @Override
  public String name() {
    return "mos-diode";
  }

  @Override
  public String description() {
    return "Iris with diode-connected MOSFETs instead of diodes"
        + " (Watfa et al. 2023, section 4.4)";
  }

  @Override
  public Class<MosDiodeConfig> configType() {
    return MosDiodeConfig.class;
  }

  @Override
  public void check(MosDiodeConfig config) {
    Engines.named(config.engine());
  }

  @Override
  public List<Headline> run(MosDiodeConfig config, ExperimentContext context) throws Exception {
    Engine engine = Engines.named(config.engine());
    context.provenance().seed("all", config.seed());
    context.provenance().engine(engine.name(), engine.version(), false);
    Samples iris = Iris.load();
    List<Run> points = new ArrayList<>();
    for (Device device : Device.values()) {
      IntStream.range(0, config.runs())
          .forEach(n -> points.add(new Run(device, config.seed() + n)));
    }
    context.runStages(
        List.of(
            new SweepStage<>(
                RUNS,
                context.directory(),
                config.threads(),
                TABLE,
                points,
                p -> outcome(config, engine, iris, p))));
    return headlines(context.directory());
  }

  private static Outcome outcome(MosDiodeConfig config, Engine engine, Samples iris, Run point) {
    CircuitConfig circuit = point.device().circuit(config);
    Split split = Split.draw(iris, config.testShare(), circuit.voltageRange(), point.runSeed());
    TrainingHistory history = new TrainingHistory(circuit, split);
    ClassificationRun.Result result =
        new ClassificationRun(circuit, config.training(), engine)
            .run(split, point.runSeed(), history);
    return new Outcome(result.trainAccuracy(), result.testAccuracy(), history.end().power());
  }

  private static List<Headline> headlines(RunDirectory run) throws IOException {
    List<Row<Run, Outcome>> rows = TABLE.read(SweepStage.file(run, RUNS));
    List<Headline> headlines = new ArrayList<>();
    for (Device device : Device.values()) {
      List<Outcome> outcomes = outcomes(rows, device);
      headlines.addAll(
          AccuracyHeadlines.of(
              device.label(), null, outcomes, Outcome::testAccuracy, Outcome::trainAccuracy));
      headlines.add(
          new Headline(
              device.label() + ", power",
              null,
              Spread.of(outcomes, o -> 1e6 * o.power()).mean(),
              "uW"));
    }
    List<Outcome> before = outcomes(rows, Device.DIODE);
    List<Outcome> after = outcomes(rows, Device.REPLACEMENT);
    Spread change =
        Spread.of(
            IntStream.range(0, before.size()).boxed().toList(),
            i -> 100 * (after.get(i).testAccuracy() - before.get(i).testAccuracy()));
    headlines.add(new Headline("change of test accuracy, mean", null, change.mean(), "%"));
    headlines.add(new Headline("its standard deviation", null, change.deviation(), "%"));
    return headlines;
  }

  private static List<Outcome> outcomes(List<Row<Run, Outcome>> rows, Device device) {
    return rows.stream().filter(row -> row.point().device() == device).map(Row::measured).toList();
  }

  @Override
  public List<Path> draw(MosDiodeConfig config, RunDirectory run) throws IOException {
    double end = config.circuit().voltageRange();
    double[] volts =
        IntStream.rangeClosed(-STEPS, STEPS).mapToDouble(i -> end * i / STEPS).toArray();
    LineFigure laws =
        new LineFigure("What a pair draws from its node", "node voltage [V]", "current [uA]")
            .domain(-end, end)
            .range(-SHOWN_MICROAMPERES, SHOWN_MICROAMPERES);
    LineFigure accuracy =
        new LineFigure("Test accuracy", "run, from the worst to the best", "accuracy [%]");
    List<Row<Run, Outcome>> rows = TABLE.read(SweepStage.file(run, RUNS));
    Spread spread = Spread.of(rows, row -> 100 * row.measured().testAccuracy());
    accuracy.range(Math.floor(spread.least()) - 1, 100);
    for (Device device : Device.values()) {
      CircuitConfig circuit = device.circuit(config);
      laws.line(
          device.label(), volts, Arrays.stream(volts).map(v -> 1e6 * pair(circuit, v)).toArray());
      double[] sorted =
          outcomes(rows, device).stream()
              .mapToDouble(o -> 100 * o.testAccuracy())
              .sorted()
              .toArray();
      accuracy.line(
          device.label(),
          IntStream.rangeClosed(1, sorted.length).asDoubleStream().toArray(),
          sorted);
    }
    return List.of(
        laws.save(run.plots().resolve("mos-diode-laws.png")),
        accuracy.save(run.plots().resolve("mos-diode-accuracy.png")));
  }

  /** Current that the two devices of a hidden node draw from it [A]. */
  static double pair(CircuitConfig circuit, double volts) {
    DiodeModel device = circuit.diode();
    return device.current(volts - circuit.diodeBias())
        - device.current(-volts - circuit.diodeBias());
  }
}
