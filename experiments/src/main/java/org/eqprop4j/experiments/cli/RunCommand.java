package org.eqprop4j.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.Experiments;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.run.RunDirectory;
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
  /** Given for --resume without a directory; no path can be this. */
  private static final String NEWEST = "\0";

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
      fallbackValue = NEWEST,
      description = "Continue the run in DIR; without DIR the newest in runs/.")
  private String resume;

  @Mixin private ConfigOptions options;

  @Mixin private MachineOptions machine;

  @Override
  public Integer call() throws Exception {
    Experiment<?> experiment =
        Experiments.named(name)
            .orElseThrow(() -> usage("there is no experiment \"" + name + "\", see eqprop list"));
    return resume == null ? start(experiment) : resume(experiment);
  }

  private <C extends Record> int start(Experiment<C> experiment) throws Exception {
    ConfigLoader<C> loader = new ConfigLoader<>(experiment.configType(), experiment.name());
    List<ConfigLayer> layers = new ArrayList<>(options.layers(loader));
    layers.addAll(machine.layers());
    C config = loader.load(layers);
    experiment.check(config);
    Path directory = out == null ? RunDirectory.defaultPath(experiment.name()) : out;
    try (RunDirectory run =
        RunDirectory.create(directory, experiment.name(), ConfigLoader.toYaml(config))) {
      return session(experiment, run).run(config);
    }
  }

  private <C extends Record> int resume(Experiment<C> experiment) throws Exception {
    if (options.changesOutcome() || out != null) {
      throw usage(
          "--resume continues with the run's own configuration, in its own directory: leave out "
              + "--config, --set, --quick, --seed and --out");
    }
    Path directory = resume.equals(NEWEST) ? newestRun() : Path.of(resume);
    try (RunDirectory run = RunDirectory.resume(directory)) {
      String begun = run.provenance().experiment();
      if (!begun.equals(experiment.name())) {
        throw usage(directory + " is a run of " + begun + ", not of " + experiment.name());
      }
      List<ConfigLayer> layers = new ArrayList<>();
      layers.add(ConfigLayer.file(run.config()));
      layers.addAll(machine.layers());
      C config = new ConfigLoader<>(experiment.configType(), experiment.name()).load(layers);
      experiment.check(config);
      return session(experiment, run).run(config);
    }
  }

  private <C extends Record> RunSession<C> session(Experiment<C> experiment, RunDirectory run) {
    return new RunSession<>(
        experiment, run, spec.commandLine().getOut(), spec.root().commandLine().getParseResult());
  }

  private Path newestRun() throws IOException {
    Path runs = Path.of("runs");
    if (Files.isDirectory(runs)) {
      try (Stream<Path> all = Files.list(runs)) {
        return all.filter(path -> path.getFileName().toString().startsWith(name + "-"))
            .filter(path -> Files.exists(path.resolve("config.yaml")))
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> usage("there is no run of " + name + " in " + runs));
      }
    }
    throw usage("there is no run of " + name + " in " + runs);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
