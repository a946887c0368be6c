package org.eqprop4j.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.train.ModelNetlist;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop netlist}: writes a circuit, trained or not, for a stock simulator. */
@Command(
    name = "netlist",
    description = "Write the circuit of a run or of a model as a netlist for ngspice and Xyce.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class NetlistCommand implements Callable<Integer> {
  private static final int SAMPLES = 10;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN|MODEL",
      description =
          "Directory of a finished run, the file of a model or a checkpoint (.zip), or a model's"
              + " description (.yaml).")
  private Path what;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Of a run: the first N test samples drive it; default: 10.")
  private Integer samples;

  @Option(
      names = "--volts",
      paramLabel = "FILE",
      description =
          "Of a model: CSV file with a row of input voltages for each sample; default: 0 V.")
  private Path volts;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of a description: seed of the initial values; default: 1.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The file to write; default: model.cir in the run's directory, or beside the model.")
  private Path out;

  @Mixin private DataOption data;

  @Override
  public Integer call() throws Exception {
    if (samples != null && samples < 1) {
      throw new ConfigException("--samples " + samples + ": expected a whole number of at least 1");
    }
    if (Files.isRegularFile(what)) {
      return writeModel();
    }
    if (volts != null || seed != null) {
      throw new ConfigException(
          what + ": expected the file of a model beside --volts or --seed, or a run without them");
    }
    try (RunDirectory run = RunDirectory.read(what)) {
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
    experiment.netlist(config, run, samples == null ? SAMPLES : samples).save(file);
    return done(file);
  }

  private int writeModel() throws IOException {
    if (samples != null) {
      throw new ConfigException("--samples: expected a run, a model has none; see --volts");
    }
    Path file = out == null ? what.resolveSibling("model.cir") : out;
    ModelNetlist.of(what, Optional.ofNullable(seed), Optional.ofNullable(volts)).save(file);
    return done(file);
  }

  private int done(Path file) {
    spec.commandLine().getOut().println("netlist: " + file);
    return ExitCode.OK;
  }
}
