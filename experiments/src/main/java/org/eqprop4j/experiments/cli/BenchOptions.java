package org.eqprop4j.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.eqprop4j.experiments.bench.BenchNetwork;
import org.eqprop4j.experiments.run.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the benchmarks of {@code eqprop bench} share. */
final class BenchOptions {
  @Option(
      names = "--seconds",
      description = "How long to warm up and then to measure each, 5 by default.",
      defaultValue = "5")
  private double seconds;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  double seconds() {
    return seconds;
  }

  boolean json() {
    return json;
  }

  /** Refuses times that are not positive. */
  void validate(CommandSpec spec) {
    if (!(seconds > 0)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--seconds " + seconds + ": expected a time above 0");
    }
  }

  /** The networks of these names, all if there is none. */
  static List<BenchNetwork> networks(CommandSpec spec, List<String> names) {
    List<String> known = BenchNetwork.ALL.stream().map(BenchNetwork::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "no network '" + name + "', expected some of " + known);
      }
    }
    return BenchNetwork.ALL.stream()
        .filter(network -> names.isEmpty() || names.contains(network.name()))
        .toList();
  }

  /** The processor and the Java that everything is measured on. */
  static String machine() {
    return Machine.current().processor() + ", Java " + Runtime.version().feature();
  }

  static String text(List<?> results) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results are plain numbers", e);
    }
  }
}
