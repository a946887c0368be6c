package org.eqprop4j.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.experiments.config.ConfigLayer;
import picocli.CommandLine.Option;

/** The option that says where the data are. */
final class DataOption {
  @Option(names = "--data", paramLabel = "DIR", description = "Directory of the data set's files.")
  private Path data;

  List<ConfigLayer> layers() {
    if (data == null) {
      return List.of();
    }
    // A run may be resumed from another working directory.
    String directory = data.toAbsolutePath().normalize().toString();
    return List.of(ConfigLayer.text("--data", "data.directory", directory));
  }
}
