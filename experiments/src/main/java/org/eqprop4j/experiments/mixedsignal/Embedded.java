package org.eqprop4j.experiments.mixedsignal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.digital.Embedder;
import org.eqprop4j.digital.PaperCnn;

/**
 * Step 2: all images as input voltages.
 *
 * @param scaling from embedding to volts
 * @param train training set [V]
 * @param test test set [V]
 */
record Embedded(VoltageScaling scaling, Samples train, Samples test) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** With a scaling that an earlier stage has chosen. */
  static Embedded of(MixedSignalData data, Path network, Path scaled) throws IOException {
    VoltageScaling scaling = readScaling(scaled);
    Embedder embedder = embedder(network);
    return new Embedded(
        scaling,
        scaling.toVolts(embedder.embed(data.train())),
        scaling.toVolts(embedder.embed(data.test())));
  }

  /** With a scaling taken from the training set. */
  static Embedded fresh(MixedSignalData data, Path network, CircuitConfig circuit)
      throws IOException {
    Embedder embedder = embedder(network);
    Samples train = embedder.embed(data.train());
    VoltageScaling scaling = VoltageScaling.fit(train, circuit.clip(), circuit.voltageRange());
    return new Embedded(
        scaling, scaling.toVolts(train), scaling.toVolts(embedder.embed(data.test())));
  }

  /** Of the network that a stage left. */
  static Embedder embedder(Path network) throws IOException {
    MultiLayerNetwork loaded = CnnStage.load(network);
    return new Embedder(loaded, PaperCnn.EMBEDDING);
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
