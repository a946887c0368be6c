package org.eqprop4j.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code eqprop compare}: short for {@code eqprop run compare}, with the same options. */
@Command(
    name = "compare",
    description = "Compare front-ends, kinds of training and sizes of the circuit: run compare.")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() {
    List<String> arguments = new ArrayList<>(List.of("run", "compare"));
    arguments.addAll(options);
    return spec.root().commandLine().execute(arguments.toArray(String[]::new));
  }
}
