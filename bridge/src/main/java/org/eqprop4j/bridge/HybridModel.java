package org.eqprop4j.bridge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.analog.model.Archive;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.digital.Embedder;
import org.eqprop4j.digital.NetworkFile;

/**
 * A front-end and a circuit as one classifier, and its file: a zip of {@code hybrid.json} (format,
 * embedding layer, scaling), {@code network.zip} (Deeplearning4j) and {@code circuit.zip} (see
 * {@link ModelFile}). The network's configuration names Java classes that are created on loading:
 * load trusted files only.
 *
 * @param network the front-end
 * @param embeddingLayer name of the layer whose activations drive the circuit
 * @param scaling from activations to volts
 * @param circuit the classifier
 */
public record HybridModel(
    ComputationGraph network, String embeddingLayer, VoltageScaling scaling, Model circuit) {
  private static final String FORMAT = "eqprop4j-hybrid";
  private static final int VERSION = 1;
  private static final String DESCRIPTION = "hybrid.json";
  private static final String NETWORK = "network.zip";
  private static final String CIRCUIT = "circuit.zip";

  /** What stands in {@code hybrid.json}. */
  private record Description(
      String format, int version, String embeddingLayer, VoltageScaling scaling) {}

  public HybridModel {
    new Embedder(network, embeddingLayer); // Refuses a layer that does not exist.
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
   * Writes the file, whole or not at all. The same model gives the same bytes.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    Archive archive = new Archive(file.toString());
    archive.putJson(DESCRIPTION, new Description(FORMAT, VERSION, embeddingLayer, scaling));
    archive.put(NETWORK, withoutTimes(NetworkFile.toBytes(network)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelFile.save(circuit, bytes);
    archive.put(CIRCUIT, bytes.toByteArray());
    archive.write(file);
  }

  /** Deeplearning4j puts the time of writing into its zip; an {@link Archive} has none. */
  private static byte[] withoutTimes(byte[] zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Archive.read(new ByteArrayInputStream(zip), NETWORK).write(bytes);
    return bytes.toByteArray();
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing, damaged or of another format; one line that names the
   *     file
   */
  public static HybridModel load(Path file) throws IOException {
    Archive archive = Archive.read(file);
    Description description = archive.json(DESCRIPTION, Description.class, FORMAT, VERSION);
    ComputationGraph network = NetworkFile.fromBytes(archive.entry(NETWORK), file + ": " + NETWORK);
    Model circuit =
        ModelFile.load(new ByteArrayInputStream(archive.entry(CIRCUIT)), file + ": " + CIRCUIT);
    try {
      return new HybridModel(network, description.embeddingLayer(), description.scaling(), circuit);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
