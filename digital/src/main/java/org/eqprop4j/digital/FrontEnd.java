package org.eqprop4j.digital;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network whose embedding is to drive a circuit: whatever stands behind the embedding is left out
 * then.
 *
 * @param name what messages call it
 * @param network for images of shape {@code [batch, 1, 28, 28]}, initialised
 * @param embedding name of the layer whose activations, {@code [batch, width]}, are the embedding
 */
public record FrontEnd(String name, ComputationGraph network, String embedding) {
  /** The images that front-ends see. */
  public static final InputType IMAGES = InputType.convolutional(PaperCnn.SIDE, PaperCnn.SIDE, 1);

  /**
   * Checks the embedding.
   *
   * @throws IllegalArgumentException if there is no layer of that name, or its activations are not
   *     vectors
   */
  public FrontEnd {
    Map<String, InputType> types = types(network, name);
    if (!types.containsKey(embedding)) {
      throw new IllegalArgumentException(
          "front-end "
              + name
              + " has no layer '"
              + embedding
              + "', expected one of "
              + network.getConfiguration().getTopologicalOrderStr());
    }
    InputType type = types.get(embedding);
    if (type.getType() != InputType.Type.FF) {
      throw new IllegalArgumentException(
          "embedding '"
              + embedding
              + "' of front-end "
              + name
              + " has activations of type "
              + type
              + ", expected vectors: flatten or pool them, or choose a layer behind");
    }
  }

  private static Map<String, InputType> types(ComputationGraph network, String name) {
    List<String> inputs = network.getConfiguration().getNetworkInputs();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "front-end " + name + " has inputs " + inputs + ", expected one, the image");
    }
    return network.getConfiguration().getLayerActivationTypes(true, IMAGES);
  }

  /** Number of values in the embedding. */
  public int width() {
    return Math.toIntExact(types(network, name).get(embedding).arrayElementsPerExample());
  }

  /** Names of what is behind or beside the embedding, and not needed for it. */
  public Set<String> rest() {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(embedding));
    while (!open.isEmpty()) {
      String vertex = open.pop();
      if (needed.add(vertex)) {
        open.addAll(network.getConfiguration().getVertexInputs().getOrDefault(vertex, List.of()));
      }
    }
    Set<String> rest = new HashSet<>(network.getConfiguration().getVertices().keySet());
    rest.removeAll(needed);
    return rest;
  }

  /**
   * Checks that it can learn to classify by itself, with its own output layer.
   *
   * @throws IllegalArgumentException if its only output is no output layer with softmax of so many
   *     classes
   */
  public void requireClassifier(int classes) {
    List<String> outputs = network.getConfiguration().getNetworkOutputs();
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "front-end " + name + " has outputs " + outputs + ", expected one, the classes");
    }
    String output = outputs.get(0);
    if (!isSoftmax(network.getLayer(output))) {
      throw new IllegalArgumentException(
          "front-end " + name + " ends in '" + output + "', expected an output layer with softmax");
    }
    long found = types(network, name).get(output).arrayElementsPerExample();
    if (found != classes) {
      throw new IllegalArgumentException(
          "front-end " + name + " tells " + found + " classes apart, expected " + classes);
    }
  }

  /** Whether a vertex is a layer with softmax and a loss; null for one that is no layer. */
  private static boolean isSoftmax(org.deeplearning4j.nn.api.Layer vertex) {
    return vertex != null
        && (vertex.conf().getLayer() instanceof BaseOutputLayer
            || vertex.conf().getLayer() instanceof LossLayer)
        && ((BaseLayer) vertex.conf().getLayer()).getActivationFn() instanceof ActivationSoftmax;
  }

  /**
   * A copy of all that is needed for the embedding, weights included, to which other layers can be
   * added. What is learned goes into the copy only, and counters start at 0 there.
   *
   * @param updater of its layers
   * @param seed of the weights of the layers to come
   */
  public TransferLearning.GraphBuilder upToEmbedding(IUpdater updater, long seed) {
    TransferLearning.GraphBuilder copy =
        new TransferLearning.GraphBuilder(network)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(updater).seed(seed).build());
    rest().forEach(copy::removeVertexAndConnections);
    return copy;
  }
}
