package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eqprop4j.experiments.config.ConfigException;

/** Finds out what {@code data.source} is. */
final class DataSource {
  private DataSource() {}

  /**
   * Loads and divides the data.
   *
   * @throws ConfigException if the source is nothing that is known
   * @throws org.eqprop4j.data.DataException if the data cannot be used
   */
  static TrainData load(DataConfig config, long seed) throws IOException {
    Optional<NamedData> named = NamedData.named(config.source());
    if (named.isPresent()) {
      return named.get().load(config, seed);
    }
    if (config.source().isEmpty()) {
      throw new ConfigException("data.source = \"\": expected " + expected());
    }
    Path path = Path.of(config.source());
    if (EmbeddingData.is(path)) {
      return EmbeddingData.load(path, config);
    }
    if (!Files.exists(path)) {
      throw new ConfigException(
          "data.source = " + path + ": there is no such file, expected " + expected());
    }
    return new CsvData(config).load(seed);
  }

  private static String expected() {
    return "a CSV file, the directory of a mixed-signal run, or one of "
        + Arrays.stream(NamedData.values()).map(NamedData::id).collect(Collectors.joining(", "));
  }
}
