package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import picocli.CommandLine.Option;

/** The options that change a configuration, in the order in which they are laid over it. */
final class ConfigOptions {
  @Option(names = "--quick", description = "Fewer images and epochs, to see it work.")
  private boolean quick;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with the keys that differ from the defaults.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one key, for instance circuit.hidden=50. May be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random streams.")
  private Long seed;

  /** Whether an option was given that decides the outcome, which a run to be resumed has fixed. */
  boolean changesOutcome() {
    return quick || file != null || !assignments.isEmpty() || seed != null;
  }

  /** The layers of a new run. */
  List<ConfigLayer> layers(ConfigLoader<?> loader) {
    List<ConfigLayer> layers = new ArrayList<>();
    if (quick) {
      layers.add(loader.quick());
    }
    if (file != null) {
      layers.add(ConfigLayer.file(file));
    }
    assignments.forEach(assignment -> layers.add(ConfigLayer.assignment("--set", assignment)));
    if (seed != null) {
      layers.add(ConfigLayer.assignment("--seed", "seed=" + seed));
    }
    return layers;
  }
}
