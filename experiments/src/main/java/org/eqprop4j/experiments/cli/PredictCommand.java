package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.train.CsvPrediction;
import org.eqprop4j.experiments.train.TrainConfig;
import org.eqprop4j.experiments.train.TrainExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop predict}: what a trained circuit says about new rows. */
@Command(
    name = "predict",
    description = "Write what the model of a training says about the rows of a CSV file.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "Directory of the run.")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description =
          "CSV file with the columns that the model was trained on, with or without label.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; default: predictions.csv in the run's directory.")
  private Path out;

  @Mixin private EngineOptions engine;

  @Override
  public Integer call() throws Exception {
    TrainExperiment experiment = new TrainExperiment();
    try (RunDirectory run = RunDirectory.read(directory)) {
      String begun = run.provenance().experiment();
      if (!begun.equals(experiment.name())) {
        throw new ConfigException(
            directory + ": is a run of " + begun + ", expected one of eqprop train");
      }
      List<ConfigLayer> layers = new ArrayList<>();
      layers.add(ConfigLayer.file(run.config()));
      layers.addAll(engine.layers());
      TrainConfig config =
          new ConfigLoader<>(experiment.configType(), experiment.name()).load(layers);
      Path file = out == null ? run.file("predictions.csv") : out;
      CsvPrediction.Result result = CsvPrediction.write(config, run, data, file);
      spec.commandLine().getOut().println("predictions: " + file + ", " + result.rows() + " rows");
      result
          .accuracy()
          .ifPresent(
              accuracy ->
                  spec.commandLine()
                      .getOut()
                      .printf(Locale.ROOT, "accuracy: %.2f %%%n", 100 * accuracy));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    }
  }
}
