package org.eqprop4j.experiments.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.experiments.ExperimentContext;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalExperiment;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;

/**
 * A mixed-signal run in a directory of its own under {@code runs} of another run. One that was
 * interrupted goes on where it was.
 *
 * @param headlines the numbers that it reported
 * @param metrics everything that it measured
 */
public record NestedRun(List<Headline> headlines, List<Metric> metrics) {

  /** Where the run of a name is. */
  public static Path directory(RunDirectory outer, String name) {
    return outer.file("runs").resolve(name);
  }

  /** Begins the run of a name, or goes on with it, without a word. */
  public static NestedRun of(RunDirectory outer, String name, MixedSignalConfig config)
      throws Exception {
    MixedSignalExperiment experiment = new MixedSignalExperiment();
    Path directory = directory(outer, name);
    Files.createDirectories(directory.getParent());
    try (RunDirectory own =
            Files.exists(directory)
                ? RunDirectory.resume(directory)
                : RunDirectory.create(directory, experiment.name(), ConfigLoader.toYaml(config));
        Progress silent =
            Progress.on(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                false)) {
      List<Headline> headlines = experiment.run(config, new ExperimentContext(own, silent));
      return new NestedRun(headlines, MetricsLog.read(own.metrics()));
    }
  }

  /** What the run of a name, which is done, measured. */
  static List<Metric> metrics(RunDirectory outer, String name) throws IOException {
    try (RunDirectory own = RunDirectory.read(directory(outer, name))) {
      return MetricsLog.read(own.metrics());
    }
  }

  /** The test accuracy in which it ended [%]. */
  public double accuracy(MixedSignalConfig config) {
    return MixedSignalExperiment.finalAccuracy(config, headlines);
  }

  /** Wall-clock time of training and evaluation [s]. */
  double seconds() {
    return metrics.stream()
        .filter(m -> m.name().equals("seconds"))
        .mapToDouble(Metric::value)
        .sum();
  }
}
