package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.experiments.bench.BenchNetwork;
import org.eqprop4j.experiments.bench.BenchResult;
import org.eqprop4j.experiments.bench.NetworkBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop bench}. */
@Command(
    name = "bench",
    description = "Measure how fast the built-in engine solves and trains on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      BenchSpeedupCommand.class,
      BenchSolversCommand.class,
      BenchKernelsCommand.class,
      BenchJointCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description =
          "iris, head, pixels, wide, wide-deep, local, local-deep: all by default;"
              + " scaling: families of growing circuits, or one of them: scaling-hidden, scaling-deep,"
              + " scaling-local, scaling-local-deep, scaling-line.")
  private List<String> names = List.of();

  @Option(names = "--threads", description = "Threads, 1 by default.", defaultValue = "1")
  private int threads;

  @Mixin private BatchOption batch;
  @Mixin private BenchOptions options;

  @Override
  public void run() {
    options.validate(spec, threads);
    int batchSize = batch.samples(spec);
    List<BenchNetwork> networks = BenchOptions.networks(spec, names);
    PrintWriter out = spec.commandLine().getOut();
    if (!options.json()) {
      out.println(
          BenchOptions.machine()
              + "; us per sample: parts as "
              + (threads == 1 ? "CPU" : "wall")
              + " time, then CPU and wall time of all");
      out.printf(
          "%-12s %9s %8s %8s %8s %8s %9s %9s %7s %6s %6s %7s %7s %6s%n",
          "network",
          "resistors",
          "params",
          "free",
          "nudged",
          "rest",
          "CPU",
          "wall",
          "ns/res",
          "steps",
          "nudged",
          "of peak",
          "MB",
          "bytes");
    }
    NetworkBench bench = new NetworkBench();
    List<BenchResult> results = new ArrayList<>();
    for (BenchNetwork network : networks) {
      BenchResult r = bench.run(network, threads, batchSize, options.seconds());
      results.add(r);
      if (!options.json()) {
        out.printf(
            Locale.ROOT,
            "%-12s %9d %8.2f %8.2f %8.2f %8.2f %9.2f %9.2f %7.3f %6.2f %6.2f %6.1f%% %7.1f %6.0f%n",
            r.network(),
            r.conductances(),
            r.setParameters(),
            r.free(),
            r.nudged(),
            r.rest(),
            r.cpu(),
            r.wall(),
            1e3 * r.cpu() / r.conductances(),
            r.freeSteps(),
            r.nudgedSteps(),
            100 * r.shareOfPeak(),
            r.heapMegabytes(),
            r.allocated());
        out.flush();
      }
    }
    if (options.json()) {
      out.println(BenchOptions.text(results));
    }
  }
}
