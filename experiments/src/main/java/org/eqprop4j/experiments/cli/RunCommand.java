package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.Experiments;
import org.eqprop4j.experiments.config.ConfigLayer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop run}: finds out what is to be run, and where. */
@Command(
    name = "run",
    description = "Run an experiment, or continue one that was interrupted.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The experiment, see eqprop list.")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the run; default: runs/NAME-<timestamp>.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = Launch.NEWEST,
      description = "Continue the run in DIR; without DIR the newest in runs/.")
  private String resume;

  @Mixin private ConfigOptions options;

  @Mixin private MachineOptions machine;

  @Override
  public Integer call() throws Exception {
    Experiment<?> experiment =
        Experiments.named(name)
            .orElseThrow(() -> usage("there is no experiment \"" + name + "\", see eqprop list"));
    return launch(experiment);
  }

  private <C extends Record> int launch(Experiment<C> experiment) throws Exception {
    Launch<C> launch = new Launch<>(experiment, spec);
    if (resume == null) {
      List<ConfigLayer> layers = new ArrayList<>(options.layers(launch.loader()));
      layers.addAll(machine.layers());
      return launch.start(out, layers);
    }
    if (options.changesOutcome() || out != null) {
      throw usage(
          "--resume continues with the run's own configuration, in its own directory: leave out "
              + "--config, --set, --quick, --seed and --out");
    }
    return launch.resume(resume, machine.layers());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
