package org.eqprop4j.digital;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A network that Keras saved as HDF5 ({@code model.save("name.h5")}, Keras 2), read by
 * Deeplearning4j's import. What that leaves out is put back from the file's description: the rates
 * of dropout, and the shape in which the network takes its images.
 */
final class KerasFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String DESCRIPTION = "model_config";
  private static final String IMAGES = "keras-images";

  private final Path file;
  private final JsonNode model;

  /**
   * Reads the description.
   *
   * @throws IOException if the file is not one of Keras; one line that names it
   */
  KerasFile(Path file) throws IOException {
    this.file = file;
    requireHdf5();
    try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
      if (!archive.hasAttribute(DESCRIPTION)) {
        throw new IOException(
            file + ": holds no Keras network, only its weights perhaps; save it with model.save");
      }
      model = new ObjectMapper().readTree(archive.readAttributeAsJson(DESCRIPTION));
    } catch (UnsupportedKerasConfigurationException | RuntimeException e) {
      throw new IOException(file + ": not a network of Keras, or damaged", e);
    }
  }

  /** Whether a file is to be read as one of Keras, by its name. */
  static boolean isNamed(String name) {
    return name.endsWith(".h5") || name.endsWith(".hdf5") || name.endsWith(".keras");
  }

  private void requireHdf5() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE)) {
        throw new IOException(
            file + ": not HDF5; expected a network that Keras saved as .h5, not as .keras");
      }
    }
  }

  /**
   * The network with its weights. Where it ends in a dense layer with softmax, that becomes an
   * output layer with the loss that Keras keeps elsewhere, so that it can be trained.
   *
   * @throws IOException if something in it is not imported by Deeplearning4j, which is named
   */
  ComputationGraph network() throws IOException {
    return model.path("class_name").asText().equals("Sequential") ? sequential() : functional();
  }

  private ComputationGraph sequential() throws IOException {
    MultiLayerNetwork network =
        imported(() -> KerasModelImport.importKerasSequentialModelAndWeights(name(), false));
    MultiLayerConfiguration layers = network.getLayerWiseConfigurations();
    KerasImages images = images();
    InputPreProcessor own = layers.getInputPreProcess(0);
    layers
        .getInputPreProcessors()
        .put(0, own == null ? images : new ComposableInputPreProcessor(images, own));
    ComputationGraphConfiguration configuration =
        SequenceAsGraph.configuration(layers, FrontEnd.IMAGES);
    restore(configuration);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(network.params(), true);
    return graph;
  }

  private ComputationGraph functional() throws IOException {
    ComputationGraph network =
        imported(() -> KerasModelImport.importKerasModelAndWeights(name(), false));
    ComputationGraphConfiguration configuration = network.getConfiguration();
    Map<String, List<String>> inputs = configuration.getVertexInputs();
    String input = configuration.getNetworkInputs().get(0);
    inputs.replaceAll(
        (vertex, from) -> from.stream().map(f -> f.equals(input) ? IMAGES : f).toList());
    configuration.getVertices().put(IMAGES, new PreprocessorVertex(images()));
    inputs.put(IMAGES, List.of(input));
    configuration.setTopologicalOrder(null);
    configuration.setTopologicalOrderStr(null);
    restore(configuration);
    ComputationGraph withImages = new ComputationGraph(configuration);
    withImages.init();
    for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
      INDArray weights = layer.params();
      if (weights != null) {
        withImages.getLayer(layer.conf().getLayer().getLayerName()).setParams(weights);
      }
    }
    return withImages;
  }

  /** Puts back what the import leaves out of layers. */
  private void restore(ComputationGraphConfiguration configuration) {
    Map<String, GraphVertex> vertices = configuration.getVertices();
    restoreDropout(
        vertices.values().stream()
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer()));
    for (String output : configuration.getNetworkOutputs()) {
      vertices.computeIfPresent(output, (name, vertex) -> withLoss(vertex));
    }
  }

  private static GraphVertex withLoss(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layer)
        || !(layer.getLayerConf().getLayer() instanceof DenseLayer dense)
        || !(dense.getActivationFn() instanceof ActivationSoftmax)) {
      return vertex;
    }
    OutputLayer output =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .name(dense.getLayerName())
            .nIn(dense.getNIn())
            .nOut(dense.getNOut())
            .hasBias(dense.hasBias())
            .activation(Activation.SOFTMAX)
            .build();
    return new LayerVertex(
        new NeuralNetConfiguration.Builder().layer(output).build(), layer.getPreProcessor());
  }

  private String name() {
    return file.toString();
  }

  /** What Deeplearning4j's import does. */
  private interface Import<N> {
    N run()
        throws IOException,
            InvalidKerasConfigurationException,
            UnsupportedKerasConfigurationException;
  }

  private <N> N imported(Import<N> network) throws IOException {
    try {
      return network.run();
    } catch (InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new IOException(
          file + ": Deeplearning4j does not import this network: " + reason(e), e);
    }
  }

  /** Without what it says about web pages. */
  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*(For more|Please file).*", "");
  }

  /** The images as the network takes them. */
  private KerasImages images() throws IOException {
    List<JsonNode> shapes = model.path("config").path("layers").findValues("batch_input_shape");
    if (shapes.size() != 1) {
      throw new IOException(file + ": has " + shapes.size() + " inputs, expected one, the image");
    }
    int[] shape = new int[shapes.get(0).size() - 1];
    Arrays.setAll(shape, i -> shapes.get(0).get(i + 1).asInt());
    try {
      return new KerasImages(shape);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Puts the rates of dropout back into the layers of those names, and takes what drops nothing out
   * of all others: the import leaves that in each, and the stock convolution cannot train with it.
   */
  private void restoreDropout(Stream<Layer> layers) {
    Map<String, Double> rates = new HashMap<>();
    for (JsonNode layer : model.path("config").path("layers")) {
      if (layer.path("class_name").asText().equals("Dropout")) {
        JsonNode config = layer.path("config");
        rates.put(config.path("name").asText(), config.path("rate").asDouble());
      }
    }
    layers.forEach(
        layer -> {
          Double rate = layer instanceof DropoutLayer ? rates.get(layer.getLayerName()) : null;
          // Deeplearning4j counts what is kept.
          layer.setIDropout(rate == null ? null : new Dropout(1 - rate));
        });
  }
}
