package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eqprop4j.experiments.Experiments;
import org.eqprop4j.experiments.train.NamedData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code eqprop list}. */
@Command(
    name = "list",
    description = "List the experiments, and the data sets that have a name.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> experiments = new LinkedHashMap<>();
    Experiments.all().forEach(e -> experiments.put(e.name(), e.description()));
    print(out, "", experiments);
    Map<String, String> data = new LinkedHashMap<>();
    Stream.of(NamedData.values()).forEach(d -> data.put(d.id(), d.description()));
    out.println();
    out.println("Data for eqprop train --data:");
    print(out, "  ", data);
  }

  private static void print(PrintWriter out, String indent, Map<String, String> lines) {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach(
        (name, description) ->
            out.println(indent + name + " ".repeat(width - name.length()) + "  " + description));
  }
}
