package org.eqprop4j.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.data.Samples;
import org.eqprop4j.digital.Embedder;
import org.eqprop4j.digital.NetworkFile;

/**
 * A front-end and a circuit as one classifier, and its file: a zip of {@code hybrid.json} (format, embedding layer,
 * scaling), {@code network.zip} (Deeplearning4j) and {@code circuit.zip} (see {@link ModelFile}).
 *
 * @param network the front-end
 * @param embeddingLayer name of the layer whose activations drive the circuit
 * @param scaling from activations to volts
 * @param circuit the classifier
 */
public record HybridModel(
    MultiLayerNetwork network, String embeddingLayer, VoltageScaling scaling, Model circuit) {
  private static final String FORMAT = "eqprop4j-hybrid";
  private static final int VERSION = 1;
  private static final int EVALUATION_BATCH = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands in {@code hybrid.json}. */
  private record Description(
      String format, int version, String embeddingLayer, VoltageScaling scaling) {}

  public HybridModel {
    if (scaling.width() != circuit.circuit().featureCount()) {
      throw new IllegalArgumentException(
          "the scaling has "
              + scaling.width()
              + " features, the circuit "
              + circuit.circuit().featureCount()
              + " inputs");
    }
  }

  /** Input voltages of samples [V]. */
  public Samples toVolts(Samples samples) {
    return scaling.toVolts(new Embedder(network, embeddingLayer).embed(samples));
  }

  /**
   * Classifies samples.
   *
   * @param analog the circuit on an engine
   */
  public Evaluation evaluate(AnalogNetwork analog, Samples samples) {
    return analog.evaluate(toVolts(samples).inOrder(EVALUATION_BATCH));
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
    try {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary))) {
        put(
            zip,
            "hybrid.json",
            JSON.writeValueAsBytes(
                new Description(FORMAT, VERSION, embeddingLayer, scaling)));
        put(zip, "network.zip", NetworkFile.toBytes(network));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelFile.write(circuit, bytes);
        put(zip, "circuit.zip", bytes.toByteArray());
      }
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0); // The same model gives the same file.
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing, damaged or of another format; one line that names the file
   */
  public static HybridModel load(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such model file");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Description description = description(get(zip, "hybrid.json", file), file);
      MultiLayerNetwork network =
          NetworkFile.fromBytes(get(zip, "network.zip", file), file + ": network.zip");
      Model circuit = ModelFile.read(get(zip, "circuit.zip", file), file + ": circuit.zip");
      return new HybridModel(
          network, description.embeddingLayer(), description.scaling(), circuit);
    } catch (java.util.zip.ZipException e) {
      throw new IOException(file + ": not a model file, or damaged: " + e.getMessage(), e);
    }
  }

  private static Description description(byte[] json, Path file) throws IOException {
    Description description;
    try {
      description = JSON.readValue(json, Description.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": hybrid.json is damaged: " + e.getOriginalMessage(), e);
    }
    if (!FORMAT.equals(description.format()) || description.version() != VERSION) {
      throw new IOException(
          file
              + ": is of format "
              + description.format()
              + " version "
              + description.version()
              + ", expected "
              + FORMAT
              + " version "
              + VERSION);
    }
    return description;
  }

  private static byte[] get(ZipFile zip, String name, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(file + ": not a hybrid model, " + name + " is missing in it");
    }
    try (var in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
