package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.experiments.bench.BenchNetwork;
import org.eqprop4j.experiments.bench.SpeedupBench;
import org.eqprop4j.experiments.bench.SpeedupResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop bench speedup}. */
@Command(
    name = "speedup",
    description = "Compare training by one thread and by several, in turns.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class BenchSpeedupCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private BatchOption batch;
  @Mixin private BenchOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description = "Networks as of eqprop bench, head by default.")
  private List<String> names = List.of("head");

  @Option(names = "--threads", description = "Threads, 2 by default.", defaultValue = "2")
  private int threads;

  @Option(
      names = "--turns",
      description = "Turns that the time of each is cut into, 15 by default.",
      defaultValue = "15")
  private int turns;

  @Override
  public void run() {
    options.validate(spec);
    if (threads < 2 || turns < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "expected --threads of at least 2 and --turns of at least 1, got "
              + threads
              + " and "
              + turns);
    }
    int batchSize = batch.samples(spec);
    List<BenchNetwork> networks = BenchOptions.networks(spec, names);
    PrintWriter out = spec.commandLine().getOut();
    if (!options.json()) {
      out.println(BenchOptions.machine() + "; wall time in us per sample, medians of the turns");
      out.printf(
          "%-12s %7s %9s %9s %8s %7s %7s %7s %7s %5s %9s  %s%n",
          "network",
          "threads",
          "one",
          "several",
          "speed-up",
          "least",
          "most",
          "limit",
          "idle",
          "turns",
          "round ns",
          "parameters");
    }
    List<SpeedupResult> results = new ArrayList<>();
    for (BenchNetwork network : networks) {
      SpeedupResult r =
          new SpeedupBench().run(network, threads, batchSize, options.seconds(), turns);
      results.add(r);
      if (!options.json()) {
        out.printf(
            Locale.ROOT,
            "%-12s %7d %9.2f %9.2f %8.3f %7.3f %7.3f %7.3f %7.3f %5d %9.0f  %s%n",
            r.network(),
            r.threads(),
            r.alone(),
            r.shared(),
            r.speedup(),
            r.least(),
            r.most(),
            r.limit(),
            r.idle(),
            r.idleTurns(),
            r.roundTrip(),
            r.equal() ? "bitwise equal" : "DIFFER");
        out.flush();
      }
    }
    if (options.json()) {
      out.println(BenchOptions.text(results));
    }
  }
}
