package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.experiments.bench.BenchNetwork;
import org.eqprop4j.experiments.bench.SolverBench;
import org.eqprop4j.experiments.bench.SolverResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eqprop bench solvers}. */
@Command(
    name = "solvers",
    description = "Compare engines on the same circuits: time, Kirchhoff's law, distance.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class BenchSolversCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description = "Networks as of eqprop bench, head by default.")
  private List<String> names = List.of("head");

  @Option(
      names = "--engines",
      split = ",",
      description =
          "Engines; times are related to the first. Those of Newton's method, of"
              + " coordinate descent and ngspice, if it is installed, by default.")
  private List<String> engines;

  @Option(names = "--shockley", description = "Shockley diodes in place of piecewise linear ones.")
  private boolean shockley;

  @Option(
      names = "--tolerance",
      description = "Voltage tolerance of all engines, 1e-9 by default [V].",
      defaultValue = "1e-9")
  private double tolerance;

  @Override
  public void run() {
    options.validate(spec);
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--tolerance " + tolerance + ": expected more than 0 and less than 1 V");
    }
    List<String> compared = engines();
    List<BenchNetwork> networks = BenchOptions.networks(spec, names);
    PrintWriter out = spec.commandLine().getOut();
    if (!options.json()) {
      out.println(BenchOptions.machine() + "; CPU time in us per sample");
      out.printf(
          "%-10s %-18s %10s %10s %8s %7s %10s %10s %8s%n",
          "network", "engine", "free", "nudged", "times", "steps", "amperes", "volts", "heap MB");
    }
    DiodeModel diode = shockley ? ShockleyDiode.of(1e-7) : BenchNetwork.PIECEWISE_LINEAR;
    List<SolverResult> results = new ArrayList<>();
    for (BenchNetwork network : networks) {
      List<SolverResult> rows =
          rows(new SolverBench(network, diode, tolerance, options.seconds()), compared);
      results.addAll(rows);
      if (!options.json()) {
        rows.forEach(row -> print(out, row));
      }
    }
    if (options.json()) {
      out.println(BenchOptions.text(results));
    }
  }

  private List<SolverResult> rows(SolverBench bench, List<String> compared) {
    try {
      return bench.run(compared);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--engines: " + e.getMessage(), e);
    }
  }

  private static void print(PrintWriter out, SolverResult r) {
    out.printf(
        Locale.ROOT,
        "%-10s %-18s %10.2f %10.2f %8.2f %7.2f %10.1e %10.1e %8.1f%n",
        r.network(),
        r.engine(),
        r.free(),
        r.nudged(),
        r.relativeTime(),
        r.steps(),
        r.residualAmperes(),
        r.errorVolts(),
        r.heapMegabytes());
    out.flush();
  }

  /** Those asked for, or all that can solve the circuits here. */
  private List<String> engines() {
    if (engines == null) {
      List<String> usual = new ArrayList<>(List.of("builtin", "newton"));
      if (!shockley) {
        usual.add("coordinate-descent");
      }
      Engines.all().stream()
          .filter(engine -> engine.name().equals("ngspice") && engine.missing().isEmpty())
          .forEach(engine -> usual.add(engine.name()));
      return usual;
    }
    for (String name : engines) {
      try {
        Engines.named(name);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--engines: " + e.getMessage(), e);
      }
    }
    return engines;
  }
}
