package org.eqprop4j.experiments.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.EngineException;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.NativeEngine;
import org.eqprop4j.analog.engine.worker.Isolation;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;
import org.eqprop4j.digital.OneDnn;
import org.eqprop4j.experiments.run.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code eqprop doctor}. Changes nothing, downloads nothing. */
@Command(
    name = "doctor",
    description = "Say what there is on this machine, and how to install what is missing.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class DoctorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Engine> engines =
        Engines.all().stream().sorted(Comparator.comparing(Engine::name)).toList();
    for (Engine engine : engines) {
      line(engine.name(), state(engine));
    }
    line("isolation", isolation(engines));
    Machine machine = Machine.current();
    line("Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    line("processors", machine.processors() + ", " + machine.processor());
    line("instructions", String.join(" ", machine.instructionSets()));
    line("kernels", Kernels.active().name() + ", see EQPROP4J_KERNELS in docs/performance.md");
    line(
        "memory",
        gibibytes(machine.memoryBytes()) + ", Java may use " + gibibytes(machine.heapBytes()));
    line("Fashion-MNIST", images());
    // Last, after everything else is on the screen: it takes seconds.
    line("oneDNN", oneDnn());
  }

  private void line(String what, String state) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-18s %s%n", what, state);
    out.flush();
  }

  private static String state(Engine engine) {
    try {
      Optional<String> missing = engine.missing();
      return missing.isPresent() ? "missing: " + missing.get() : engine.version();
    } catch (EngineException | LinkageError e) {
      return "does not work: " + ErrorHandler.message(e);
    }
  }

  private static String isolation(List<Engine> engines) {
    return engines.stream()
            .filter(NativeEngine.class::isInstance)
            .map(Engine::name)
            .collect(Collectors.joining(", "))
        + ": in worker processes from "
        + Isolation.LONG_RUN
        + " operating points on; --isolate always or never to decide otherwise";
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  private static String images() {
    DataPlaces places = DataPlaces.ofUser(Optional.empty());
    try {
      return new Resolver(places)
          .local(FashionMnist.FILES)
          .map(files -> files.directory().toString())
          .orElseGet(
              () ->
                  "not on this machine, a run downloads it to "
                      + places.cache().resolve(FashionMnist.FILES.directory()));
    } catch (DataException e) {
      return ErrorHandler.message(e);
    }
  }

  private static String oneDnn() {
    try {
      return OneDnn.available()
          ? "on (asked ND4J, which takes a moment to start)"
          : "off: ND4J's native binary has none, convolutions take about four times as long";
    } catch (LinkageError e) {
      return "unknown, ND4J does not start: " + ErrorHandler.message(e);
    }
  }
}
