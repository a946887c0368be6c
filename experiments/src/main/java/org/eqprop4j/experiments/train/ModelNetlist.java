package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.ColumnRoles;
import org.eqprop4j.data.csv.CsvFormat;
import org.eqprop4j.data.csv.CsvTable;
import org.eqprop4j.data.csv.Missing;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.config.InvalidValueException;

/** Circuits that are in no run, trained or not, as netlists. */
public final class ModelNetlist {
  private ModelNetlist() {}

  /**
   * Reads a model and writes its circuit down.
   *
   * @param file a model or checkpoint, whose name ends in {@code .zip}, or a description in YAML
   * @param seed of the values of a description; 1 if empty
   * @param volts CSV file with a row of input voltages [V] for each sample; empty: one of 0 V
   * @throws ConfigException if a description does not fit, naming the key
   * @throws IOException if the file of a model is damaged
   */
  public static SpiceNetlist of(Path file, Optional<Long> seed, Optional<Path> volts)
      throws IOException {
    boolean described = !file.toString().endsWith(".zip");
    if (!described && seed.isPresent()) {
      throw new ConfigException(
          "--seed " + seed.get() + ": expected a description, " + file + " has its values");
    }
    Model model = described ? described(file, seed.orElse(1L)) : ModelFile.load(file);
    int features = model.circuit().featureCount();
    Samples samples =
        volts.isPresent() ? read(volts.get(), features) : samples(new float[features], features);
    return of(model, samples);
  }

  private static Model described(Path file, long seed) {
    TrainConfig config =
        new ConfigLoader<>(TrainConfig.class, TrainExperiment.NAME)
            .load(List.of(ConfigLayer.file(file)));
    try {
      return config.layers().build(seed);
    } catch (InvalidValueException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
    }
  }

  private static Samples read(Path file, int features) {
    CsvTable table = CsvTable.read(file, CsvFormat.AUTO, ColumnRoles.unlabelled(), Missing.REFUSE);
    List<String> names = table.featureNames();
    if (names.size() != features) {
      throw new DataException(
          file + ": expected " + features + " input voltages a row, found " + names.size());
    }
    float[] rows = new float[table.rows() * features];
    for (int f = 0; f < features; f++) {
      float[] column = table.column(names.get(f));
      for (int row = 0; row < column.length; row++) {
        rows[row * features + f] = column[row];
      }
    }
    return samples(rows, features);
  }

  private static Samples samples(float[] rows, int features) {
    return Samples.regression(rows, new long[] {features}, new float[rows.length / features], 1);
  }

  /**
   * A circuit with its present values.
   *
   * @param volts samples with input voltages as features [V], some hundred at most
   */
  static SpiceNetlist of(Model model, Samples volts) {
    double[] columns = Predictions.columns(volts, 0, volts.size());
    return new SpiceNetlist(model.circuit(), model.parameters(), columns, null, volts.size());
  }
}
