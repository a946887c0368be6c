package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.eqprop4j.analog.model.Archive;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.data.csv.CsvEncoding;
import org.eqprop4j.data.csv.Task;

/**
 * A circuit with all that a sample of new data needs to get there: the file of an analog model with
 * one more entry, {@code preparation.json}.
 *
 * @param circuit the circuit
 * @param encoding from rows to numbers
 * @param features from numbers to input voltages
 * @param targets from a label that is a number to -1 to 1; the identity for classes
 */
record TrainedModel(
    Model circuit, CsvEncoding encoding, VoltageScaling features, VoltageScaling targets) {
  private static final String ENTRY = "preparation.json";
  private static final String FORMAT = "eqprop4j-preparation";
  private static final int VERSION = 1;

  /** Beyond every voltage that there is. */
  private static final double UNLIMITED = 1e6;

  /** What stands in the entry. */
  private record Preparation(
      String format,
      int version,
      CsvEncoding encoding,
      VoltageScaling features,
      VoltageScaling targets) {}

  /** With scalings learnt from the training part. */
  static TrainedModel fresh(Model circuit, TrainData data, ScalingConfig config) {
    boolean classes = data.encoding().task() == Task.CLASSES;
    Samples train = data.train();
    return new TrainedModel(
        circuit,
        data.encoding(),
        data.inVolts() ? identity(train.featureWidth()) : features(train, config),
        classes
            ? identity(train.targetWidth())
            : VoltageScaling.fitExtremes(
                train.withFeatures(train.targets(), train.targetWidth()), 1));
  }

  private static VoltageScaling features(Samples train, ScalingConfig config) {
    return switch (config.kind()) {
      case STANDARD -> VoltageScaling.fit(train, config.clip(), config.volts());
      case EXTREMES -> VoltageScaling.fitExtremes(train, config.volts());
      case NONE -> identity(train.featureWidth());
    };
  }

  private static VoltageScaling identity(int width) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    return new VoltageScaling(new float[width], ones, UNLIMITED, UNLIMITED);
  }

  /** Samples as the circuit takes them. */
  Samples prepare(Samples raw) {
    Samples volts = features.toVolts(raw);
    if (encoding.task() == Task.CLASSES) {
      return volts;
    }
    float[] scaled = targets.toVolts(raw.withFeatures(raw.targets(), raw.targetWidth())).features();
    return Samples.regression(volts.features(), volts.featureShape(), scaled, raw.targetWidth());
  }

  /** Adds what is beyond the circuit to its file, or to a checkpoint. */
  void addTo(Archive archive) {
    archive.putJson(ENTRY, new Preparation(FORMAT, VERSION, encoding, features, targets));
  }

  void save(Path file) throws IOException {
    Archive archive = ModelFile.archive(circuit, file.toString());
    addTo(archive);
    archive.write(file);
  }

  /**
   * Reads a model, also from a checkpoint.
   *
   * @throws IOException naming the file, if it is damaged or not of this kind
   */
  static TrainedModel load(Path file) throws IOException {
    Archive archive = Archive.read(file);
    Preparation preparation = archive.json(ENTRY, Preparation.class, FORMAT, VERSION);
    return new TrainedModel(
        ModelFile.load(file),
        preparation.encoding(),
        preparation.features(),
        preparation.targets());
  }
}
