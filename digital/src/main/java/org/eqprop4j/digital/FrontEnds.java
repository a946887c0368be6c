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
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
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

  private static final String PAPER = "paper";
  private static final String RESIDUAL = "residual";
  private static final String JSON = ".json";
  private static final String ZIP = ".zip";

  static {
    SEQUENCES.put("compact", Zoo::compact);
    SEQUENCES.put("lenet", Zoo::lenet);
    SEQUENCES.put("mlp", Zoo::mlp);
    SEQUENCES.put("depthwise", Zoo::depthwise);
    SEQUENCES.put("pixels", Zoo::pixels);
  }

  private FrontEnds() {}

  /** The names that need no file. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(PAPER, RESIDUAL));
    names.addAll(SEQUENCES.keySet());
    return List.copyOf(names);
  }

  /**
   * A front-end.
   *
   * @param nameOrFile one of {@link #names}, or a file
   * @param embedding name of the embedding layer; empty for the usual one of a name
   * @param seed of the weights, where they are not in the file
   * @param updater of all layers
   * @throws IOException if a file is missing or not of Deeplearning4j; one line that names it
   * @throws IllegalArgumentException if there is no such front-end, or no such embedding layer
   */
  public static FrontEnd create(String nameOrFile, String embedding, long seed, IUpdater updater)
      throws IOException {
    boolean named = names().contains(nameOrFile);
    ComputationGraph network;
    if (named) {
      network = named(nameOrFile, seed, updater);
    } else if (KerasFile.isNamed(nameOrFile)) {
      network = keras(new KerasFile(requireFile(nameOrFile)), seed);
    } else {
      network = read(requireFile(nameOrFile), seed);
    }
    OneDnn.enable(network);
    return new FrontEnd(nameOrFile, network, embedding(nameOrFile, embedding));
  }

  /**
   * The network of a front-end whose layers are a sequence.
   *
   * @param nameOrFile as for {@link #create}
   * @throws IOException as for {@link #create}
   * @throws IllegalArgumentException if there is no such front-end, or it is a graph
   */
  public static MultiLayerNetwork sequence(String nameOrFile, long seed, IUpdater updater)
      throws IOException {
    if (nameOrFile.equals(RESIDUAL)) {
      throw new IllegalArgumentException(
          "front-end " + RESIDUAL + " is a graph, expected a sequence");
    }
    if (nameOrFile.equals(PAPER)) {
      return PaperCnn.create(seed, updater);
    }
    Function<Zoo, MultiLayerConfiguration> known = SEQUENCES.get(nameOrFile);
    MultiLayerNetwork network;
    if (known != null) {
      network = new MultiLayerNetwork(known.apply(new Zoo(seed, updater)));
      network.init();
    } else if (KerasFile.isNamed(nameOrFile)) {
      network = new KerasFile(requireFile(nameOrFile)).classifier(seed, updater);
    } else {
      network = sequence(requireFile(nameOrFile));
    }
    OneDnn.enable(network);
    return network;
  }

  private static MultiLayerNetwork sequence(Path file) throws IOException {
    try {
      if (file.toString().endsWith(JSON)) {
        MultiLayerNetwork network =
            new MultiLayerNetwork(MultiLayerConfiguration.fromJson(Files.readString(file)));
        network.init();
        return network;
      }
      return ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + ": not a sequence of layers of Deeplearning4j, or damaged", e);
    }
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

  private static ComputationGraph named(String name, long seed, IUpdater updater) {
    Zoo zoo = new Zoo(seed, updater);
    return switch (name) {
      case PAPER -> initialised(graph(PaperCnn.configuration(seed, updater), seed));
      case RESIDUAL -> initialised(zoo.residual());
      default -> initialised(graph(SEQUENCES.get(name).apply(zoo), seed));
    };
  }

  private static ComputationGraph read(Path file, long seed) throws IOException {
    try {
      return file.toString().endsWith(JSON)
          ? fromJson(Files.readString(file), seed)
          : fromZip(file, seed);
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + ": not a network of Deeplearning4j, or damaged", e);
    }
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

  private static ComputationGraph fromJson(String json, long seed) {
    if (json.contains("\"networkInputs\"")) {
      return initialised(ComputationGraphConfiguration.fromJson(json));
    }
    return initialised(graph(MultiLayerConfiguration.fromJson(json), seed));
  }

  private static ComputationGraph keras(KerasFile file, long seed) throws IOException {
    if (!file.isSequential()) {
      return file.graph();
    }
    MultiLayerNetwork layers = file.sequence();
    ComputationGraph network = initialised(graph(layers.getLayerWiseConfigurations(), seed));
    network.setParams(layers.params());
    return network;
  }

  private static ComputationGraph fromZip(Path file, long seed) throws IOException {
    try {
      return ModelSerializer.restoreComputationGraph(file.toFile());
    } catch (IOException | RuntimeException graph) {
      MultiLayerNetwork layers = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
      ComputationGraph network = initialised(graph(layers.getLayerWiseConfigurations(), seed));
      network.setParams(layers.params());
      return network;
    }
  }

  private static ComputationGraph initialised(ComputationGraphConfiguration configuration) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  /** The same layers as a graph. Layers without a name are called by their number. */
  private static ComputationGraphConfiguration graph(MultiLayerConfiguration layers, long seed) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(layers.getDataType())
            .graphBuilder()
            .addInputs("input");
    String previous = "input";
    for (int i = 0; i < layers.getConfs().size(); i++) {
      Layer layer = layers.getConf(i).getLayer().clone();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      graph.addLayer(name, layer, layers.getInputPreProcess(i), previous);
      previous = name;
    }
    return graph.setOutputs(previous).setInputTypes(FrontEnd.IMAGES).build();
  }
}
