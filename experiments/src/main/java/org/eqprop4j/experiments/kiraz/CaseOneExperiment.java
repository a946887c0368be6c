package org.eqprop4j.experiments.kiraz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.kiraz.PublishedTraining.Limits;
import org.eqprop4j.experiments.kiraz.PublishedTraining.Outcome;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.report.LineFigure;
import org.eqprop4j.experiments.report.MapFigure;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.Shares;
import org.eqprop4j.experiments.sweep.SweepStage;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Case 1 of Kiraz et al. (2023), section III and Figure 2: the error over the iterations for many
 * nudging strengths, and which of many random starts converge.
 */
public final class CaseOneExperiment implements Experiment<CaseOneConfig> {
  private static final String CURVES = "curves";
  private static final String MAP = "map";

  /** Per cent of the starts that have to converge for a nudging strength to count as good. */
  private static final double GOOD = 99;

  /**
   * A training.
   *
   * @param accuracy standard deviation of the error of reading [V]
   * @param rate learning rate [S^2/V^2]
   * @param beta nudging strength [S]
   * @param initialisation number of the random start, from 1
   */
  record Point(Reading reading, double accuracy, double rate, double beta, int initialisation) {}

  private static final SweepTable<Point, Outcome> TABLE =
      new SweepTable<>(Point.class, Outcome.class);

  @Override
  public String name() {
    return "case-1";
  }

  @Override
  public String description() {
    return "One sample, two outputs: which nudging strengths and starts converge"
        + " (Kiraz et al. 2023, Figure 2)";
  }

  @Override
  public Class<CaseOneConfig> configType() {
    return CaseOneConfig.class;
  }

  @Override
  public List<Headline> run(CaseOneConfig config, ExperimentContext context) throws Exception {
    context.provenance().seed("all", config.seed());
    List<Point> points = new ArrayList<>();
    for (Reading reading : Reading.values()) {
      for (double accuracy : config.accuracies()) {
        for (double rate : config.rates()) {
          for (double beta : config.betas()) {
            for (int n = 1; n <= config.initialisations(); n++) {
              points.add(new Point(reading, accuracy, rate, beta, n));
            }
          }
        }
      }
    }
    Limits limits = new Limits(config.iterations(), config.tolerance());
    context.runStages(
        List.of(
            new CurvesStage(CURVES, config),
            new SweepStage<>(
                MAP,
                context.directory(),
                config.threads(),
                TABLE,
                points,
                p ->
                    new PublishedTraining(
                            PublishedTask.CASE_ONE,
                            p.reading(),
                            false,
                            p.rate(),
                            p.beta(),
                            p.accuracy(),
                            config.seed() + p.initialisation())
                        .run(limits))));
    return headlines(config, context.directory());
  }

  private static List<Headline> headlines(CaseOneConfig config, RunDirectory run)
      throws IOException {
    List<Row<Point, Outcome>> rows = TABLE.read(SweepStage.file(run, MAP));
    List<Headline> headlines = new ArrayList<>();
    for (Reading reading : Reading.values()) {
      for (double accuracy : config.accuracies()) {
        NavigableMap<Double, Double> shares = shares(rows, reading, accuracy, config.rate());
        String label = label(reading, accuracy) + ", ";
        double mean = shares.values().stream().mapToDouble(share -> share).average().orElseThrow();
        headlines.add(new Headline(label + "converged", null, mean, "%"));
        headlines.add(
            new Headline(label + "good betas", null, Shares.decades(shares, GOOD), "decades"));
      }
    }
    return headlines;
  }

  private static NavigableMap<Double, Double> shares(
      List<Row<Point, Outcome>> rows, Reading reading, double accuracy, double rate) {
    return Shares.along(
        rows.stream()
            .filter(r -> r.point().reading() == reading)
            .filter(r -> r.point().accuracy() == accuracy && r.point().rate() == rate)
            .toList(),
        r -> r.point().beta(),
        r -> r.measured().converged());
  }

  @Override
  public List<Path> draw(CaseOneConfig config, RunDirectory run) throws Exception {
    List<Path> files = new ArrayList<>();
    List<Metric> metrics = MetricsLog.read(run.metrics());
    List<Row<Point, Outcome>> rows = TABLE.read(SweepStage.file(run, MAP));
    for (Reading reading : Reading.values()) {
      LineFigure curves = new LineFigure(label(reading), "iteration", "|error| [V]").logarithmicY();
      for (double beta : config.betas()) {
        List<Metric> curve =
            metrics.stream()
                .filter(m -> m.name().equals(CurvesStage.metric(reading, beta)))
                .toList();
        curves.line(
            String.format("beta %.0e", beta),
            curve.stream().mapToDouble(Metric::epoch).toArray(),
            curve.stream().mapToDouble(Metric::value).toArray());
      }
      files.add(curves.save(run.plots().resolve("case-1-curves-" + slug(reading) + ".png")));
      for (double accuracy : config.accuracies()) {
        double[][] percent =
            config.rates().stream()
                .map(rate -> Shares.array(shares(rows, reading, accuracy, rate).values()))
                .toArray(double[][]::new);
        files.add(
            MapFigure.save(
                "% of starts that converge: " + label(reading, accuracy),
                "beta [S]",
                "learning rate [S^2/V^2]",
                Shares.labels(config.betas()),
                Shares.labels(config.rates()),
                percent,
                run.plots().resolve("case-1-map-" + slug(reading) + "-" + accuracy + ".png")));
      }
    }
    return files;
  }

  private static String label(Reading reading) {
    return switch (reading) {
      case EQUATIONS -> "equations as printed";
      case SCRIPTS -> "scripts as published";
      case CORRECTED -> "zone weight, centred";
    };
  }

  private static String label(Reading reading, double accuracy) {
    return label(reading)
        + (accuracy == 0 ? ", exact voltages" : ", voltages to " + accuracy + " V");
  }

  private static String slug(Reading reading) {
    return reading.name().toLowerCase(Locale.ROOT);
  }
}
