package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.experiments.bench.KernelBench;
import org.eqprop4j.experiments.bench.KernelResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code eqprop bench kernels}. */
@Command(
    name = "kernels",
    description = "Measure the inner loops with JMH: their rates and shares of this core's peak.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class BenchKernelsCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Override
  public void run() {
    options.validate(spec);
    PrintWriter out = spec.commandLine().getOut();
    List<KernelResult> results = new KernelBench().run(options.seconds());
    if (options.json()) {
      out.println(BenchOptions.text(results));
      return;
    }
    out.println(BenchOptions.machine() + "; one core");
    out.printf("%-14s %-8s %12s %14s %8s%n", "kernel", "kernels", "ns", "mul-adds/ns", "of peak");
    for (KernelResult r : results) {
      out.printf(
          Locale.ROOT,
          "%-14s %-8s %12.1f %14.2f %7.0f%%%n",
          r.kernel(),
          r.kernels(),
          r.nanoseconds(),
          r.rate(),
          100 * r.shareOfPeak());
    }
    out.flush();
  }
}
