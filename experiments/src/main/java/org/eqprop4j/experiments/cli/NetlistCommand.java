package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop netlist}: writes the trained circuit of a finished run for a stock simulator. */
@Command(
    name = "netlist",
    description = "Write the circuit that a run has saved as a netlist for ngspice and Xyce.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class NetlistCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "Directory of the run.")
  private Path directory;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10",
      description = "The first N test samples drive it; default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; default: model.cir in the run's directory.")
  private Path out;

  @Mixin private DataOption data;

  @Override
  public Integer call() throws Exception {
    if (samples < 1) {
      throw new ConfigException("--samples " + samples + ": expected a whole number of at least 1");
    }
    try (RunDirectory run = RunDirectory.read(directory)) {
      return write(SavedRun.experiment(run), run);
    }
  }

  private <C extends Record> int write(Experiment<C> experiment, RunDirectory run)
      throws Exception {
    List<ConfigLayer> layers = new ArrayList<>();
    layers.add(ConfigLayer.file(run.config()));
    layers.addAll(data.layers());
    C config = new ConfigLoader<>(experiment.configType(), experiment.name()).load(layers);
    Path file = out == null ? run.file("model.cir") : out;
    experiment.netlist(config, run, samples).save(file);
    spec.commandLine().getOut().println("netlist: " + file);
    return ExitCode.OK;
  }
}
