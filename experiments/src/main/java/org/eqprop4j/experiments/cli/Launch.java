package org.eqprop4j.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.run.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Starts a run of an experiment, or continues one, on behalf of a command. */
final class Launch<C extends Record> {
  /** Given for --resume without a directory; no path can be this. */
  static final String NEWEST = "\0";

  private final Experiment<C> experiment;
  private final CommandSpec spec;
  private final ConfigLoader<C> loader;

  Launch(Experiment<C> experiment, CommandSpec spec) {
    this.experiment = experiment;
    this.spec = spec;
    this.loader = new ConfigLoader<>(experiment.configType(), experiment.name());
  }

  /** For layers that come from the experiment. */
  ConfigLoader<C> loader() {
    return loader;
  }

  /**
   * A new run.
   *
   * @param out its directory, or null for the usual place
   */
  int start(Path out, List<ConfigLayer> layers) throws Exception {
    C config = loader.load(layers);
    experiment.check(config);
    Path directory = out == null ? RunDirectory.makeDefault(experiment.name()) : out;
    try (RunDirectory run =
        RunDirectory.create(directory, experiment.name(), ConfigLoader.toYaml(config))) {
      return session(run).run(config);
    }
  }

  /**
   * Goes on with a run.
   *
   * @param where its directory, or {@link #NEWEST}
   * @param machine what may differ from how it was begun
   */
  int resume(String where, List<ConfigLayer> machine) throws Exception {
    Path directory = where.equals(NEWEST) ? newestRun() : Path.of(where);
    try (RunDirectory run = RunDirectory.resume(directory)) {
      String begun = run.provenance().experiment();
      if (!begun.equals(experiment.name())) {
        throw usage(directory + " is a run of " + begun + ", not of " + experiment.name());
      }
      List<ConfigLayer> layers = new ArrayList<>();
      layers.add(ConfigLayer.file(run.config()));
      layers.addAll(machine);
      C config = loader.load(layers);
      experiment.check(config);
      return session(run).run(config);
    }
  }

  private RunSession<C> session(RunDirectory run) {
    return new RunSession<>(
        experiment, run, spec.commandLine().getOut(), spec.root().commandLine().getParseResult());
  }

  private Path newestRun() throws IOException {
    return RunDirectory.newest(Path.of("runs"), experiment.name())
        .orElseThrow(() -> usage("there is no run of " + experiment.name() + " in runs"));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
