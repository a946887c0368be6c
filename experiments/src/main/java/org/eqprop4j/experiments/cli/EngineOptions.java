package org.eqprop4j.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.config.ConfigLayer;
import picocli.CommandLine.Option;

/** The options that say how to work, and have no effect on the numbers beyond tolerances. */
final class EngineOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for the circuit; 0, the default: one per processor.")
  private Integer threads;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What solves the circuit; default: builtin. See eqprop doctor.")
  private String engine;

  @Option(
      names = "--isolate",
      paramLabel = "WHEN",
      description =
          "Simulators in worker processes: auto, the default: in long runs; always or never.")
  private String isolation;

  List<ConfigLayer> layers() {
    List<ConfigLayer> layers = new ArrayList<>();
    if (threads != null) {
      layers.add(ConfigLayer.assignment("--threads", "threads=" + threads));
    }
    if (engine != null) {
      layers.add(ConfigLayer.text("--engine", "engine", engine));
    }
    if (isolation != null) {
      layers.add(ConfigLayer.text("--isolate", "isolation", isolation));
    }
    return layers;
  }
}
