package org.eqprop4j.experiments.kiraz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.kiraz.PublishedTraining.Limits;
import org.eqprop4j.experiments.kiraz.PublishedTraining.Outcome;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * The XOR circuit of the published scripts: every rule's gradient beside finite differences, and
 * which trainings succeed.
 */
public final class XorRobustExperiment implements Experiment<XorRobustConfig> {
  private static final String AUDIT = "audit";
  private static final String TRAINING = "training";

  /**
   * A gradient of the audit.
   *
   * @param initialisation number of the random start, from 1
   * @param sample number of the sample, from 0
   */
  record Audited(Estimator estimator, int initialisation, int sample) {}

  /**
   * A training.
   *
   * @param initialisation number of the random start, from 1
   */
  record Trained(Rule rule, int initialisation) {}

  private static final SweepTable<Audited, Likeness> AUDITS =
      new SweepTable<>(Audited.class, Likeness.class);
  private static final SweepTable<Trained, Outcome> TRAININGS =
      new SweepTable<>(Trained.class, Outcome.class);

  @Override
  public String name() {
    return "xor-robust";
  }

  @Override
  public String description() {
    return "Gradients and training of the published XOR circuit, audited"
        + " (scripts of Kiraz 2023/24)";
  }

  @Override
  public Class<XorRobustConfig> configType() {
    return XorRobustConfig.class;
  }

  @Override
  public List<Headline> run(XorRobustConfig config, ExperimentContext context) throws Exception {
    context.provenance().seed("all", config.seed());
    List<Audited> audits = new ArrayList<>();
    List<Trained> trainings = new ArrayList<>();
    for (Estimator estimator : Estimator.values()) {
      for (int n = 1; n <= config.initialisations(); n++) {
        for (int s = 0; s < PublishedTask.XOR.samples(); s++) {
          audits.add(new Audited(estimator, n, s));
        }
      }
    }
    for (Rule rule : Rule.values()) {
      for (int n = 1; n <= config.initialisations(); n++) {
        trainings.add(new Trained(rule, n));
      }
    }
    context.runStages(
        List.of(
            new SweepStage<>(
                AUDIT,
                context.directory(),
                config.threads(),
                AUDITS,
                audits,
                point -> audit(config, point)),
            new SweepStage<>(
                TRAINING,
                context.directory(),
                config.threads(),
                TRAININGS,
                trainings,
                point -> train(config, point))));
    return headlines(context.directory());
  }

  private static Likeness audit(XorRobustConfig config, Audited point) {
    PublishedTask task = PublishedTask.XOR;
    PublishedCircuit circuit = new PublishedCircuit(task.outputs(), point.estimator().feedback());
    double[] weights =
        PublishedTraining.start(
            circuit, new SplittableRandom(config.seed() + point.initialisation()).split());
    circuit.setWeights(weights);
    Optional<double[]> estimate =
        point.estimator().gradient(circuit, weights, task, point.sample(), config.beta());
    Optional<double[]> truth = FiniteDifferences.gradient(circuit, weights, task, point.sample());
    return estimate.isEmpty() || truth.isEmpty()
        ? Likeness.NONE
        : Likeness.of(estimate.get(), truth.get());
  }

  private static Outcome train(XorRobustConfig config, Trained point) {
    XorRobustConfig.Training training = config.training();
    return new PublishedTraining(
            PublishedTask.XOR,
            point.rule().reading(),
            point.rule().power(),
            2 * training.rate(), // (t - y)^2 has twice the gradient of (t - y)^2 / 2.
            training.beta(),
            0,
            config.seed() + point.initialisation())
        .run(new Limits(training.epochs(), training.tolerance()));
  }

  private static List<Headline> headlines(RunDirectory run) throws IOException {
    List<Headline> headlines = new ArrayList<>();
    List<Row<Audited, Likeness>> audits = AUDITS.read(SweepStage.file(run, AUDIT));
    for (Estimator estimator : Estimator.values()) {
      String label = "cosine, " + label(estimator);
      double[] cosines = sorted(audits, estimator, Likeness::cosine);
      headlines.add(
          new Headline(label + ", mean", null, Arrays.stream(cosines).average().orElseThrow(), ""));
      headlines.add(new Headline(label + ", least", null, cosines[0], ""));
    }
    List<Row<Trained, Outcome>> trainings = TRAININGS.read(SweepStage.file(run, TRAINING));
    for (Rule rule : Rule.values()) {
      double converged =
          trainings.stream()
              .filter(row -> row.point().rule() == rule)
              .mapToDouble(row -> row.measured().converged() ? 100 : 0)
              .average()
              .orElseThrow();
      headlines.add(new Headline("XOR learned, " + label(rule), null, converged, "%"));
    }
    return headlines;
  }

  /** The values of an estimator that could be had, from the least up. */
  private static double[] sorted(
      List<Row<Audited, Likeness>> rows, Estimator estimator, ToDoubleFunction<Likeness> value) {
    return rows.stream()
        .filter(row -> row.point().estimator() == estimator)
        .mapToDouble(row -> value.applyAsDouble(row.measured()))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  @Override
  public List<Path> draw(XorRobustConfig config, RunDirectory run) throws Exception {
    List<Row<Audited, Likeness>> audits = AUDITS.read(SweepStage.file(run, AUDIT));
    LineFigure cosines =
        new LineFigure("Cosine with the true gradient", "part of the gradients [%]", "cosine")
            .range(-1, 1);
    for (Estimator estimator : Estimator.values()) {
      double[] values = sorted(audits, estimator, Likeness::cosine);
      cosines.line(
          label(estimator),
          IntStream.range(0, values.length)
              .mapToDouble(i -> 100.0 * (i + 1) / values.length)
              .toArray(),
          values);
    }
    return List.of(cosines.save(run.plots().resolve("xor-robust-cosines.png")));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
