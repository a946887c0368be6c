package org.eqprop4j.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.experiments.bench.BenchNetwork;
import org.eqprop4j.experiments.bench.BenchResult;
import org.eqprop4j.experiments.bench.NetworkBench;
import org.eqprop4j.experiments.run.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop bench}. */
@Command(
    name = "bench",
    description = "Measure how fast the built-in engine solves and trains on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description = "iris, head, pixels, wide, wide-deep; all of them by default.")
  private List<String> names = List.of();

  @Option(names = "--threads", description = "Threads, 1 by default.", defaultValue = "1")
  private int threads;

  @Option(
      names = "--seconds",
      description = "How long to warm up and then to measure each, 5 by default.",
      defaultValue = "5")
  private double seconds;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Override
  public void run() {
    if (threads < 1 || !(seconds > 0)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "expected --threads of at least 1 and --seconds above 0, got "
              + threads
              + " and "
              + seconds);
    }
    List<BenchNetwork> networks = networks();
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.println(
          Machine.current().processor()
              + "; us per sample: parts as "
              + (threads == 1 ? "CPU" : "wall")
              + " time, then CPU and wall time of all");
      out.printf(
          "%-10s %9s %8s %8s %8s %8s %9s %9s %6s %6s %6s%n",
          "network",
          "resistors",
          "params",
          "free",
          "nudged",
          "rest",
          "CPU",
          "wall",
          "steps",
          "nudged",
          "bytes");
    }
    List<BenchResult> results = new ArrayList<>();
    for (BenchNetwork network : networks) {
      BenchResult r = new NetworkBench().run(network, threads, seconds);
      results.add(r);
      if (!json) {
        out.printf(
            Locale.ROOT,
            "%-10s %9d %8.2f %8.2f %8.2f %8.2f %9.2f %9.2f %6.2f %6.2f %6.0f%n",
            r.network(),
            r.conductances(),
            r.setParameters(),
            r.free(),
            r.nudged(),
            r.rest(),
            r.cpu(),
            r.wall(),
            r.freeSteps(),
            r.nudgedSteps(),
            r.allocated());
        out.flush();
      }
    }
    if (json) {
      out.println(text(results));
    }
  }

  private List<BenchNetwork> networks() {
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

  private static String text(List<BenchResult> results) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results are plain numbers", e);
    }
  }
}
