package org.eqprop4j.experiments.mixedsignal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.digital.Embedder;

/**
 * Step 2: all images as input voltages.
 *
 * @param scaling from embedding to volts
 * @param train training set [V]
 * @param test test set [V]
 * @param floor least value that the embedding can have: 0 behind a rectifier
 */
record Embedded(VoltageScaling scaling, Samples train, Samples test, double floor) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** With a scaling that an earlier stage has chosen. */
  static Embedded of(MixedSignalConfig config, MixedSignalData data, Path network, Path scaled)
      throws IOException {
    return of(readScaling(scaled), embedder(config, network), data);
  }

  /** With a scaling taken from the training set. */
  static Embedded fresh(MixedSignalConfig config, MixedSignalData data, Path network)
      throws IOException {
    Embedder embedder = embedder(config, network);
    CircuitConfig circuit = config.circuit();
    VoltageScaling scaling =
        VoltageScaling.fit(embedder.embed(data.train()), circuit.clip(), circuit.voltageRange());
    return of(scaling, embedder, data);
  }

  private static Embedded of(VoltageScaling scaling, Embedder embedder, MixedSignalData data) {
    Samples train = embedder.embed(data.train());
    return new Embedded(
        scaling,
        scaling.toVolts(train),
        scaling.toVolts(embedder.embed(data.test())),
        floor(train));
  }

  /** 0 if no value is negative, as behind a rectifier; then an input below could not be met. */
  static double floor(Samples embedding) {
    for (float value : embedding.features()) {
      if (value < 0) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    return 0;
  }

  /** Of the network that a stage left. */
  static Embedder embedder(MixedSignalConfig config, Path network) throws IOException {
    return new Embedder(CnnStage.load(network), config.frontEnd().embeddingLayer());
  }

  /** The scaling that a stage left. */
  static VoltageScaling readScaling(Path result) throws IOException {
    return JSON.readValue(HybridFiles.scaling(result).toFile(), VoltageScaling.class);
  }

  /** Writes the scaling. */
  void writeScaling(Path file) throws IOException {
    JSON.writeValue(file.toFile(), scaling);
  }
}
