package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.data.Partition;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.ColumnRoles;
import org.eqprop4j.data.csv.CsvEncoding;
import org.eqprop4j.data.csv.CsvFormat;
import org.eqprop4j.data.csv.CsvTable;
import org.eqprop4j.data.csv.Task;
import org.eqprop4j.data.files.FileContent;
import org.eqprop4j.experiments.config.ConfigException;

/** Training data from a CSV file. */
final class CsvData {
  private final DataConfig config;
  private final List<String> warnings = new ArrayList<>();

  CsvData(DataConfig config) {
    this.config = config;
  }

  TrainData load(long seed) throws IOException {
    if (config.label().isEmpty()) {
      throw new ConfigException(
          "data.label = \"\": expected the column of "
              + config.source()
              + " that is to be predicted, by name or number; give it with --label");
    }
    Path file = Path.of(config.source());
    CsvTable table =
        CsvTable.read(
            file,
            format(config),
            new ColumnRoles(
                Optional.of(config.label()),
                config.task(),
                List.of(),
                config.categories(),
                config.ignore()),
            config.missing());
    int[] labels = config.task() == Task.CLASSES ? table.classIndices() : new int[table.rows()];
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put(name(file), FileContent.sha256(file));
    noteDropped(table);
    Partition parts = TrainData.partition(labels, config, seed);
    CsvEncoding encoding = CsvEncoding.fit(table, parts.train(), warnings::add);
    Samples train = encoding.encode(table, parts.train(), warnings::add);
    Samples validation = encoding.encode(table, parts.validation(), warnings::add);
    Samples test = encoding.encode(table, parts.test(), warnings::add);
    if (!config.testFile().isEmpty()) {
      Path testFile = Path.of(config.testFile());
      hashes.put(name(testFile), FileContent.sha256(testFile));
      test = test(testFile, encoding);
    }
    return new TrainData(encoding, train, validation, test, false, hashes, warnings);
  }

  private Samples test(Path file, CsvEncoding encoding) {
    CsvTable table = CsvTable.read(file, format(config), encoding.roles(true), config.missing());
    noteDropped(table);
    return encoding.encode(table, IntStream.range(0, table.rows()).toArray(), warnings::add);
  }

  private void noteDropped(CsvTable table) {
    if (table.dropped() > 0) {
      warnings.add(
          table.file()
              + ": "
              + table.dropped()
              + " rows lack a value and are left out, "
              + table.rows()
              + " are kept");
    }
  }

  /** How CSV files are written that the configuration names. */
  static CsvFormat format(DataConfig config) {
    return new CsvFormat(
        switch (config.delimiter()) {
          case DataConfig.AUTO -> Optional.empty();
          case DataConfig.TAB -> Optional.of('\t');
          default -> Optional.of(config.delimiter().charAt(0));
        },
        config.header());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
