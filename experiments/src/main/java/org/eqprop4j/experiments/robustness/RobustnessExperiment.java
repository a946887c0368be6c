package org.eqprop4j.experiments.robustness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.kiraz.PublishedRule;
import org.eqprop4j.experiments.kiraz.PublishedTraining;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.report.MapFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Measurement;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Shares;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Why circuits fail to learn by Equilibrium Propagation, and with which settings they do not: the
 * answer to Kiraz et al. (2023).
 */
public final class RobustnessExperiment implements Experiment<RobustnessConfig> {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String CHOSEN = "chosen";

  /** Largest error of XOR's outputs with the published rule [V]: its circuit does not reach 0.1. */
  private static final double PUBLISHED_XOR_TOLERANCE = 0.25;

  private static final double PUBLISHED_CASE_ONE_TOLERANCE = 0.01;

  /** Per cent of the starts that have to converge for a nudging strength to count as good. */
  private static final double GOOD = 99;

  /**
   * A training with the published rule.
   *
   * @param beta nudging strength over the conductance at the output [V^2]
   * @param initialisation number of the random start, from 1
   */
  record Published(Task task, double beta, int initialisation) {}

  /**
   * A training with the library.
   *
   * @param beta nudging strength over the conductance at the output [V^2]
   * @param initialisation number of the random start, from 1
   */
  record Swept(Task task, Variant variant, double beta, int initialisation) {}

  /**
   * A training whose nudging strength is chosen.
   *
   * @param accuracy standard deviation of the error with which voltages are read [V]
   * @param initialisation number of the random start, from 1
   */
  record Chosen(Task task, double accuracy, int initialisation) {}

  /**
   * How a training ended whose nudging strength was chosen.
   *
   * @param beta the strength over the conductance at the output [V^2]
   * @param bias of the estimate at the start, over the gradient's norm
   * @param noise likewise
   * @param converged whether the task was learned
   * @param epochs passes over the samples
   */
  record ChosenOutcome(double beta, double bias, double noise, boolean converged, int epochs) {}

  private static final SweepTable<Published, PublishedTraining.Outcome> BEFORE_TABLE =
      new SweepTable<>(Published.class, PublishedTraining.Outcome.class);
  private static final SweepTable<Swept, Trial.Outcome> AFTER_TABLE =
      new SweepTable<>(Swept.class, Trial.Outcome.class);
  private static final SweepTable<Chosen, ChosenOutcome> CHOSEN_TABLE =
      new SweepTable<>(Chosen.class, ChosenOutcome.class);

  @Override
  public String name() {
    return "robustness";
  }

  @Override
  public String description() {
    return "What makes learning succeed from every start: beta, estimator, zone weights and more"
        + " (answers Kiraz et al. 2023)";
  }

  @Override
  public Class<RobustnessConfig> configType() {
    return RobustnessConfig.class;
  }

  @Override
  public List<Headline> run(RobustnessConfig config, ExperimentContext context) throws Exception {
    context.provenance().seed("all", config.seed());
    Engine engine = Engines.named("builtin");
    context.provenance().engine(engine.name(), engine.version(), false);
    RunDirectory run = context.directory();
    context.runStages(
        List.of(
            sweep(BEFORE, config, run, BEFORE_TABLE, published(config), p -> before(config, p)),
            sweep(AFTER, config, run, AFTER_TABLE, swept(config), p -> after(config, p)),
            sweep(CHOSEN, config, run, CHOSEN_TABLE, chosen(config), p -> chosen(config, p))));
    return headlines(config, run);
  }

  private static <P extends Record, M extends Record> SweepStage<P, M> sweep(
      String name,
      RobustnessConfig config,
      RunDirectory run,
      SweepTable<P, M> table,
      List<P> points,
      Measurement<P, M> measurement) {
    return new SweepStage<>(name, run, config.threads(), table, points, measurement);
  }

  private static List<Published> published(RobustnessConfig config) {
    List<Published> points = new ArrayList<>();
    for (Task task : List.of(Task.CASE_ONE, Task.XOR)) {
      for (double beta : config.betas()) {
        for (int n = 1; n <= config.initialisations(); n++) {
          points.add(new Published(task, beta, n));
        }
      }
    }
    return points;
  }

  private static List<Swept> swept(RobustnessConfig config) {
    List<Swept> points = new ArrayList<>();
    for (Task task : Task.values()) {
      for (Variant variant : Variant.values()) {
        for (int b = 0; b < config.betas().size(); b += stride(variant, config)) {
          for (int n = 1; n <= initialisations(task, variant, config); n++) {
            points.add(new Swept(task, variant, config.betas().get(b), n));
          }
        }
      }
    }
    return points;
  }

  private static int stride(Variant variant, RobustnessConfig config) {
    return switch (variant) {
      case DEFAULTS -> 1;
      case ADJOINT -> config.betas().size();
      default -> 2;
    };
  }

  private static int initialisations(Task task, Variant variant, RobustnessConfig config) {
    if (task == Task.IRIS) {
      return config.irisInitialisations();
    }
    return variant == Variant.DEFAULTS ? config.initialisations() : config.variantInitialisations();
  }

  private static List<Chosen> chosen(RobustnessConfig config) {
    List<Chosen> points = new ArrayList<>();
    for (Task task : Task.values()) {
      for (double accuracy : config.accuracies()) {
        for (int n = 1; n <= initialisations(task, Variant.DEFAULTS, config); n++) {
          points.add(new Chosen(task, accuracy, n));
        }
      }
    }
    return points;
  }

  private static PublishedTraining.Outcome before(RobustnessConfig config, Published point) {
    long seed = config.seed() + point.initialisation();
    double accuracy = config.publishedAccuracy();
    return point.task() == Task.XOR
        ? PublishedRule.xor(
            point.beta(),
            accuracy,
            seed,
            new PublishedTraining.Limits(config.epochs(), PUBLISHED_XOR_TOLERANCE))
        : PublishedRule.caseOne(
            point.beta(),
            accuracy,
            seed,
            new PublishedTraining.Limits(config.epochs(), PUBLISHED_CASE_ONE_TOLERANCE));
  }

  private static Trial.Outcome after(RobustnessConfig config, Swept point) {
    Trial trial = trial(config, point.task(), point.variant(), point.initialisation());
    double conductance = trial.strength(1e-9).outputConductance();
    return trial.run(point.beta() * conductance, point.variant().accuracy());
  }

  private static ChosenOutcome chosen(RobustnessConfig config, Chosen point) {
    Trial trial = trial(config, point.task(), Variant.DEFAULTS, point.initialisation());
    NudgingStrength strength = trial.strength(point.accuracy());
    Trial.Outcome outcome = trial.run(strength.beta(), point.accuracy());
    return new ChosenOutcome(
        strength.relative(),
        strength.bias(),
        strength.noise(),
        outcome.converged(),
        outcome.epochs());
  }

  private static Trial trial(
      RobustnessConfig config, Task task, Variant variant, int initialisation) {
    int epochs = task == Task.IRIS ? config.irisEpochs() : config.epochs();
    return new Trial(
        Problem.of(task), variant, config.rate(), epochs, config.seed() + initialisation);
  }

  private static List<Headline> headlines(RobustnessConfig config, RunDirectory run)
      throws IOException {
    List<Headline> headlines = new ArrayList<>();
    for (Task task : List.of(Task.CASE_ONE, Task.XOR)) {
      NavigableMap<Double, Double> before = before(run, task);
      headlines.add(
          new Headline(label(task) + ", published rule, mean over beta", null, mean(before), "%"));
      headlines.add(
          new Headline(
              label(task) + ", published rule, good betas",
              null,
              Shares.decades(before, GOOD),
              "decades"));
    }
    for (Task task : Task.values()) {
      for (Variant variant : Variant.values()) {
        NavigableMap<Double, Double> after = after(run, task, variant);
        String label = label(task) + ", " + label(variant);
        if (variant == Variant.ADJOINT) {
          headlines.add(new Headline(label, null, mean(after), "%"));
        } else {
          headlines.add(
              new Headline(label + ", good betas", null, Shares.decades(after, GOOD), "decades"));
        }
      }
      for (double accuracy : config.accuracies()) {
        List<ChosenOutcome> outcomes = chosen(run, task, accuracy);
        String label = label(task) + ", chosen beta, voltages to " + accuracy + " V";
        headlines.add(new Headline(label, null, mean(outcomes, o -> o.converged() ? 100 : 0), "%"));
      }
    }
    return headlines;
  }

  private static NavigableMap<Double, Double> before(RunDirectory run, Task task)
      throws IOException {
    return Shares.along(
        BEFORE_TABLE.read(SweepStage.file(run, BEFORE)).stream()
            .filter(row -> row.point().task() == task)
            .toList(),
        row -> row.point().beta(),
        row -> row.measured().converged());
  }

  private static NavigableMap<Double, Double> after(RunDirectory run, Task task, Variant variant)
      throws IOException {
    return Shares.along(
        AFTER_TABLE.read(SweepStage.file(run, AFTER)).stream()
            .filter(row -> row.point().task() == task && row.point().variant() == variant)
            .toList(),
        row -> row.point().beta(),
        row -> row.measured().converged());
  }

  private static List<ChosenOutcome> chosen(RunDirectory run, Task task, double accuracy)
      throws IOException {
    return CHOSEN_TABLE.read(SweepStage.file(run, CHOSEN)).stream()
        .filter(row -> row.point().task() == task && row.point().accuracy() == accuracy)
        .map(Row::measured)
        .toList();
  }

  private static double mean(NavigableMap<Double, Double> shares) {
    return shares.values().stream().mapToDouble(share -> share).average().orElseThrow();
  }

  private static double mean(List<ChosenOutcome> outcomes, ToDoubleFunction<ChosenOutcome> value) {
    return outcomes.stream().mapToDouble(value).average().orElseThrow();
  }

  @Override
  public List<Path> draw(RobustnessConfig config, RunDirectory run) throws Exception {
    List<Path> files = new ArrayList<>();
    for (Task task : List.of(Task.CASE_ONE, Task.XOR)) {
      NavigableMap<Double, Double> before = before(run, task);
      NavigableMap<Double, Double> after = after(run, task, Variant.DEFAULTS);
      files.add(
          new LineFigure(label(task), "beta / conductance at the output [V^2]", "converged [%]")
              .logarithmicX()
              .range(0, 101)
              .line("published rule", Shares.array(before.keySet()), Shares.array(before.values()))
              .line("defaults", Shares.array(after.keySet()), Shares.array(after.values()))
              .save(run.plots().resolve("robustness-" + slug(task) + ".png")));
    }
    for (Task task : Task.values()) {
      List<Double> betas =
          IntStream.range(0, config.betas().size())
              .filter(b -> b % 2 == 0)
              .mapToObj(config.betas()::get)
              .toList();
      List<Variant> variants =
          Arrays.stream(Variant.values()).filter(v -> v != Variant.ADJOINT).toList();
      double[][] percent = new double[variants.size()][];
      for (int v = 0; v < variants.size(); v++) {
        NavigableMap<Double, Double> shares = after(run, task, variants.get(v));
        percent[v] = betas.stream().mapToDouble(shares::get).toArray();
      }
      files.add(
          MapFigure.save(
              label(task) + ": % of starts that converge",
              "beta / conductance at the output [V^2]",
              "",
              Shares.labels(betas),
              variants.stream().map(RobustnessExperiment::label).toList(),
              percent,
              run.plots().resolve("robustness-variants-" + slug(task) + ".png")));
    }
    return files;
  }

  private static String label(Task task) {
    return switch (task) {
      case CASE_ONE -> "case 1";
      case XOR -> "XOR";
      case IRIS -> "Iris";
    };
  }

  private static String label(Variant variant) {
    return switch (variant) {
      case VOLTS_1E_6 -> "voltages to 1 uV";
      case VOLTS_1E_3 -> "voltages to 1 mV";
      default -> slug(variant).replace('-', ' ');
    };
  }

  private static String slug(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
