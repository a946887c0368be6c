package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.train.TrainConfig;
import org.eqprop4j.experiments.train.TrainExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eqprop train}: a run of {@link TrainExperiment} from what users have at hand. */
@Command(
    name = "train",
    description = "Train a circuit on labelled data, or go on with a training.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  eqprop train --data iris",
      "  eqprop train --data flowers.csv --label species --ignore id --missing drop",
      "  eqprop train --data wine-colour --model model.yaml --epochs 5"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TrainOptions options;

  @Option(
      names = "--data-directory",
      paramLabel = "DIR",
      description = "Directory of a published data set's files.")
  private Path dataDirectory;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the run; default: runs/train-<timestamp>.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = Launch.NEWEST,
      description = "Continue the run in DIR; without DIR the newest in runs/.")
  private String resume;

  @Mixin private EngineOptions engine;

  @Override
  public Integer call() throws Exception {
    Launch<TrainConfig> launch = new Launch<>(new TrainExperiment(), spec);
    List<ConfigLayer> machine = new ArrayList<>(engine.layers());
    if (dataDirectory != null) {
      machine.add(
          ConfigLayer.text(
              "--data-directory",
              "data.directory",
              dataDirectory.toAbsolutePath().normalize().toString()));
    }
    if (resume == null) {
      List<ConfigLayer> layers = new ArrayList<>(options.layers());
      layers.addAll(machine);
      return launch.start(out, layers);
    }
    if (options.given() || out != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume continues with the run's own configuration, in its own directory: expected no"
              + " option beside it but --threads, --engine and --data-directory");
    }
    return launch.resume(resume, machine);
  }
}
