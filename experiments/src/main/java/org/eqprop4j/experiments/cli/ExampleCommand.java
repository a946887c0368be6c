package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.eqprop4j.examples.Example;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop example}. */
@Command(
    name = "example",
    description = "Run one of the examples, or list them.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class ExampleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NUMBER",
      arity = "0..1",
      description = "Which one; without it they are listed.")
  private Integer number;

  @Override
  public Integer call() throws Exception {
    if (number == null) {
      list();
    } else {
      chosen().program().run();
    }
    return CommandLine.ExitCode.OK;
  }

  private void list() {
    PrintWriter out = spec.commandLine().getOut();
    for (Example example : Example.all()) {
      out.printf("%2d  %s%n", example.number(), example.title());
    }
  }

  private Example chosen() {
    List<Example> examples = Example.all();
    return examples.stream()
        .filter(e -> e.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no example " + number + ", expected 1 to " + examples.size()));
  }
}
