package org.eqprop4j.digital;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Front-ends by name, or from files: configurations of Deeplearning4j as {@code .json}, networks
 * that Deeplearning4j saved as {@code .zip}, of either kind, and networks that Keras saved as
 * {@code .h5}. Those of Deeplearning4j name Java classes that are created on loading: load trusted
 * ones only.
 */
public final class FrontEnds {
  private static final Map<String, Function<Zoo, MultiLayerConfiguration>> SEQUENCES =
      new LinkedHashMap<>();

  /**
   * What a front-end is made from.
   *
   * @param weights null if they are to be drawn
   */
  private record Source(ComputationGraphConfiguration configuration, INDArray weights) {}

  private static final String PAPER = "paper";
  private static final String RESIDUAL = "residual";
  private static final String JSON = ".json";
  private static final String ZIP = ".zip";

  static {
    SEQUENCES.put(PAPER, Zoo::paper);
    SEQUENCES.put("compact", Zoo::compact);
    SEQUENCES.put("lenet", Zoo::lenet);
    SEQUENCES.put("mlp", Zoo::mlp);
    SEQUENCES.put("depthwise", Zoo::depthwise);
    SEQUENCES.put("pixels", Zoo::pixels);
  }

  private FrontEnds() {}

  /** The names that need no file. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(SEQUENCES.keySet());
    names.add(RESIDUAL);
    return List.copyOf(names);
  }

  /**
   * A front-end before its training.
   *
   * @param nameOrFile one of {@link #names}, or a file
   * @param embedding name of the embedding layer; empty for the usual one of a name
   * @param seed of the weights, where they are not in the file
   * @param updater of all layers, instead of a file's own; it starts anew
   * @throws IOException if a file is missing or not of Deeplearning4j; one line that names it
   * @throws IllegalArgumentException if there is no such front-end, or no such embedding layer
   */
  public static FrontEnd create(String nameOrFile, String embedding, long seed, IUpdater updater)
      throws IOException {
    Source source =
        names().contains(nameOrFile)
            ? new Source(named(nameOrFile, new Zoo(seed, updater)), null)
            : read(requireFile(nameOrFile));
    ComputationGraphConfiguration configuration = source.configuration();
    FineTuneConfiguration begun =
        new FineTuneConfiguration.Builder().seed(seed).updater(updater).build();
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        begun.applyToNeuralNetConfiguration(layer.getLayerConf());
      }
    }
    configuration.getDefaultConfiguration().setSeed(seed);
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    ComputationGraph network = new ComputationGraph(configuration);
    try {
      network.init(source.weights(), true);
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new IOException(
          nameOrFile + ": Deeplearning4j does not build this network: " + reason, e);
    }
    OneDnn.enable(network);
    return new FrontEnd(nameOrFile, network, embedding(nameOrFile, embedding));
  }

  /**
   * The name of the embedding layer.
   *
   * @param nameOrFile as for {@link #create}
   * @param given empty for the usual one
   */
  public static String embedding(String nameOrFile, String given) {
    if (!given.isEmpty()) {
      return given;
    }
    return nameOrFile.equals(PAPER) ? PaperCnn.EMBEDDING : Zoo.EMBEDDING;
  }

  private static ComputationGraphConfiguration named(String name, Zoo zoo) {
    return name.equals(RESIDUAL)
        ? zoo.residual()
        : SequenceAsGraph.configuration(SEQUENCES.get(name).apply(zoo), FrontEnd.IMAGES);
  }

  private static Path requireFile(String name) {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no front-end " + name + ", expected one of " + names() + " or a file");
    }
    if (!name.endsWith(JSON) && !name.endsWith(ZIP) && !KerasFile.isNamed(name)) {
      throw new IllegalArgumentException(
          file + ": expected a configuration, .json, or a saved network, .zip, or .h5 of Keras");
    }
    return file;
  }

  private static Source read(Path file) throws IOException {
    if (file.toString().endsWith(JSON)) {
      return new Source(configuration(file), null);
    }
    ComputationGraph network =
        KerasFile.isNamed(file.toString()) ? new KerasFile(file).network() : NetworkFile.load(file);
    return new Source(network.getConfiguration(), network.params());
  }

  private static ComputationGraphConfiguration configuration(Path file) throws IOException {
    try {
      String json = Files.readString(file);
      return json.contains("\"networkInputs\"")
          ? ComputationGraphConfiguration.fromJson(json)
          : SequenceAsGraph.configuration(MultiLayerConfiguration.fromJson(json), FrontEnd.IMAGES);
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + ": not a network of Deeplearning4j, or damaged", e);
    }
  }
}
