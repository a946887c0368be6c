package org.eqprop4j.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.experiments.bench.JointBench;
import org.eqprop4j.experiments.bench.JointResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop bench joint}. */
@Command(
    name = "joint",
    description =
        "Measure what the circuit costs: training a front-end with its digital output layer and"
            + " together with the circuit, in turns.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class BenchJointCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "FRONT-END",
      description = "Names or files, paper and compact by default.")
  private List<String> frontEnds = List.of("paper", "compact");

  @Option(
      names = "--threads",
      description = "Threads of the circuit, 1 by default; ND4J has those of OMP_NUM_THREADS.",
      defaultValue = "1")
  private int threads;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of mixed-signal's configuration; can be repeated.")
  private List<String> settings = List.of();

  @Override
  public void run() {
    options.validate(spec, threads);
    PrintWriter out = spec.commandLine().getOut();
    if (!options.json()) {
      out.println(BenchOptions.machine() + "; ms per batch, medians");
      out.printf(
          "%-12s %11s %11s %7s %12s %11s %7s%n",
          "front-end", "digital CPU", "joint CPU", "ratio", "digital wall", "joint wall", "ratio");
    }
    JointBench bench = new JointBench(threads, options.seconds());
    List<JointResult> results = new ArrayList<>();
    for (String frontEnd : frontEnds) {
      JointResult r = measure(bench, frontEnd);
      results.add(r);
      if (!options.json()) {
        out.printf(
            Locale.ROOT,
            "%-12s %11.3f %11.3f %7.3f %12.3f %11.3f %7.3f%n",
            r.frontEnd(),
            r.digitalCpu(),
            r.jointCpu(),
            r.cpuRatio(),
            r.digitalWall(),
            r.jointWall(),
            r.wallRatio());
        out.flush();
      }
    }
    if (options.json()) {
      out.println(BenchOptions.text(results));
    }
  }

  private JointResult measure(JointBench bench, String frontEnd) {
    try {
      return bench.run(frontEnd, settings);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
