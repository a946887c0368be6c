package org.eqprop4j.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.train.NamedData;
import picocli.CommandLine.Option;

/** What a new training is made of, in the order in which it is laid over the defaults. */
final class TrainOptions {
  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = {
        "What to learn from: a CSV file, a name from eqprop list, or the directory of a mixed-signal"
            + " run, whose embedding is meant."
      })
  private String data;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "CSV column to be predicted, by name or by number from 1.")
  private String label;

  @Option(
      names = "--category",
      paramLabel = "COLUMN",
      description = "CSV column that holds names rather than numbers. May be repeated.")
  private List<String> categories = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      description = "CSV column to leave out. May be repeated.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--missing",
      paramLabel = "WHAT",
      description = "What to do about missing values: refuse (default), drop the row, or mean.")
  private String missing;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "CSV file to test on; default: 30 %% of the rows, drawn by class.")
  private Path test;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "YAML file with the model's layers; default: one hidden layer.")
  private Path model;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with other keys that differ from the defaults.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one key, for instance training.batchSize=8. May be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training part.")
  private Integer epochs;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random streams.")
  private Long seed;

  /** Whether any was given: a run to be resumed has fixed them all. */
  boolean given() {
    return !layers().isEmpty();
  }

  /**
   * The layers of a new run. Paths are made absolute, since a run may be resumed from another
   * working directory.
   *
   * @throws ConfigException if a file is missing, or the model's has no layers
   */
  List<ConfigLayer> layers() {
    List<ConfigLayer> layers = new ArrayList<>();
    if (model != null) {
      layers.add(modelLayer());
    }
    if (file != null) {
      layers.add(ConfigLayer.file(file));
    }
    text(layers, "--data", "data.source", data == null ? null : source());
    text(layers, "--label", "data.label", label);
    texts(layers, "--category", "data.categories", categories);
    texts(layers, "--ignore", "data.ignore", ignored);
    text(layers, "--missing", "data.missing", missing);
    text(layers, "--test", "data.testFile", test == null ? null : absolute(test));
    assignments.forEach(assignment -> layers.add(ConfigLayer.assignment("--set", assignment)));
    if (epochs != null) {
      layers.add(ConfigLayer.assignment("--epochs", "training.epochs=" + epochs));
    }
    if (seed != null) {
      layers.add(ConfigLayer.assignment("--seed", "seed=" + seed));
    }
    return layers;
  }

  private ConfigLayer modelLayer() {
    ConfigLayer layer = ConfigLayer.file(model);
    if (!layer.sets("layers")) {
      throw new ConfigException(model + ": has no key layers, expected the layers of a model");
    }
    return layer;
  }

  private String source() {
    return NamedData.named(data).isEmpty() && Files.exists(Path.of(data))
        ? absolute(Path.of(data))
        : data;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static void text(List<ConfigLayer> layers, String option, String key, String value) {
    if (value != null) {
      layers.add(ConfigLayer.text(option, key, value));
    }
  }

  private static void texts(
      List<ConfigLayer> layers, String option, String key, List<String> values) {
    if (!values.isEmpty()) {
      layers.add(ConfigLayer.texts(option, key, values));
    }
  }
}
