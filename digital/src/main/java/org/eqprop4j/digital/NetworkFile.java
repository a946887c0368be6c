package org.eqprop4j.digital;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * Saves and loads networks in Deeplearning4j's own format: a zip of configuration, parameters and
 * the updater's state, so that training can go on. The configuration names Java classes that are
 * created on loading: load trusted files only.
 */
public final class NetworkFile {
  private NetworkFile() {}

  /**
   * Writes a network. The file is complete or not there at all: it is written beside its place,
   * forced to disk and then moved over whatever was there.
   *
   * @throws IOException if it cannot be written
   */
  public static void save(Model network, Path file) throws IOException {
    byte[] bytes = toBytes(network);
    AtomicFiles.file(file, temporary -> Files.write(temporary, bytes));
  }

  /**
   * Reads a network, its updater's state and counters included, and puts it on oneDNN. One whose
   * layers are a sequence, a {@code MultiLayerNetwork}, becomes a graph.
   *
   * @throws IOException if the file is missing or not a network's; one line that names the file
   */
  public static ComputationGraph load(Path file) throws IOException {
    return fromBytes(bytes(file), file.toString());
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file.toString(), null, "there is no such network file");
    }
  }

  /** What {@link #save} would write. */
  public static byte[] toBytes(Model network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, true);
    return out.toByteArray();
  }

  /**
   * Reads a network from bytes that {@link #toBytes} made. See {@link #load}.
   *
   * @param origin where the bytes are from, for the exception's text
   */
  public static ComputationGraph fromBytes(byte[] bytes, String origin) throws IOException {
    ComputationGraph network;
    try {
      network = restored(bytes);
    } catch (IOException | RuntimeException e) {
      // Deeplearning4j's own texts quote the whole configuration; the cause keeps them.
      throw new IOException(origin + ": not a saved network, or damaged", e);
    }
    OneDnn.enable(network);
    return network;
  }

  private static ComputationGraph restored(byte[] bytes) throws IOException {
    try {
      return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes), true);
    } catch (IOException | RuntimeException noGraph) {
      try {
        return SequenceAsGraph.of(
            ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes), true));
      } catch (IOException | RuntimeException neither) {
        neither.addSuppressed(noGraph);
        throw neither;
      }
    }
  }
}
