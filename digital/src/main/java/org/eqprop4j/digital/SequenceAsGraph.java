package org.eqprop4j.digital;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers in a sequence as a graph, which computes and learns the same to the last bit. Layers
 * without a name are called {@code layer0} and so on. Deeplearning4j's own conversion loses all
 * names.
 */
final class SequenceAsGraph {
  private static final String INPUT = "input";

  private SequenceAsGraph() {}

  /**
   * A configuration of the same layers.
   *
   * @param inputs what the network is to see, from which sizes that are open follow; none if there
   *     are no open ones
   */
  static ComputationGraphConfiguration configuration(
      MultiLayerConfiguration layers, InputType... inputs) {
    NeuralNetConfiguration first = layers.getConf(0);
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(first.getSeed())
            .miniBatch(first.isMiniBatch())
            .dataType(layers.getDataType())
            .graphBuilder()
            .addInputs(INPUT);
    String previous = INPUT;
    for (int i = 0; i < layers.getConfs().size(); i++) {
      Layer layer = layers.getConf(i).getLayer().clone();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      graph.addLayer(name, layer, layers.getInputPreProcess(i), previous);
      previous = name;
    }
    return graph.setOutputs(previous).setInputTypes(inputs).build();
  }

  /** The same network, its updater's state and counters included; it shares no numbers. */
  static ComputationGraph of(MultiLayerNetwork layers) {
    ComputationGraphConfiguration configuration =
        configuration(layers.getLayerWiseConfigurations());
    configuration.setIterationCount(layers.getIterationCount());
    configuration.setEpochCount(layers.getEpochCount());
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(layers.params(), true);
    // Null for an updater without a state, such as plain gradient descent.
    INDArray state = layers.getUpdater().getStateViewArray();
    if (state != null) {
      graph.getUpdater().getStateViewArray().assign(state);
    }
    return graph;
  }
}
