package org.eqprop4j.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Refuses times that are not positive, and less than one thread. */
  void validate(CommandSpec spec, int threads) {
    validate(spec);
    if (threads < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected --threads of at least 1, got " + threads);
    }
  }

  /**
   * The networks of these names, the usual ones if there is none. {@code scaling} are all families
   * of growing circuits, {@code scaling-deep} is one of them.
   */
  static List<BenchNetwork> networks(CommandSpec spec, List<String> names) {
    Map<String, List<BenchNetwork>> known = new LinkedHashMap<>();
    BenchNetwork.ALL.forEach(network -> known.put(network.name(), List.of(network)));
    known.put("scaling", BenchNetwork.SCALING.values().stream().flatMap(List::stream).toList());
    BenchNetwork.SCALING.forEach((family, networks) -> known.put("scaling-" + family, networks));
    for (String name : names) {
      if (!known.containsKey(name)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "no network '" + name + "', expected some of " + known.keySet());
      }
    }
    return names.isEmpty()
        ? BenchNetwork.ALL
        : names.stream().flatMap(name -> known.get(name).stream()).toList();
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
