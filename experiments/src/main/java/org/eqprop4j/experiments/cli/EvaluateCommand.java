package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.report.HeadlineTable;
import org.eqprop4j.experiments.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop evaluate}: measures the model of a finished run again. */
@Command(
    name = "evaluate",
    description = "Load the model that a run has saved and measure it again.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "Directory of the run.")
  private Path directory;

  @Mixin private MachineOptions machine;

  @Override
  public Integer call() throws Exception {
    try (RunDirectory run = RunDirectory.read(directory)) {
      return evaluate(SavedRun.experiment(run), run);
    }
  }

  private <C extends Record> int evaluate(Experiment<C> experiment, RunDirectory run)
      throws Exception {
    List<ConfigLayer> layers = new ArrayList<>();
    layers.add(ConfigLayer.file(run.config()));
    layers.addAll(machine.layers());
    C config = new ConfigLoader<>(experiment.configType(), experiment.name()).load(layers);
    String table = HeadlineTable.text(experiment.evaluate(config, run), "run");
    spec.commandLine().getOut().print(table);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
