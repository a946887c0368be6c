package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import org.eqprop4j.experiments.Experiment;
import org.eqprop4j.experiments.Experiments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code eqprop list}. */
@Command(
    name = "list",
    description = "List the experiments.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Experiment<?>> experiments = Experiments.all();
    int width = experiments.stream().mapToInt(e -> e.name().length()).max().orElse(0);
    for (Experiment<?> experiment : experiments) {
      String padding = " ".repeat(width - experiment.name().length());
      out.println(experiment.name() + padding + "  " + experiment.description());
    }
  }
}
