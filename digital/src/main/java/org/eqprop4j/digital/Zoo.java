package org.eqprop4j.digital;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Configurations of classifiers of 28 x 28 grey images into ten classes, each but the paper's with
 * a layer named {@value #EMBEDDING} behind which stands only its digital output layer.
 */
final class Zoo {
  static final String EMBEDDING = "embedding";

  private static final int SIDE = PaperCnn.SIDE;
  private static final int CLASSES = 10;

  private final long seed;
  private final IUpdater updater;

  Zoo(long seed, IUpdater updater) {
    this.seed = seed;
    this.updater = updater;
  }

  /** Table 1 of Watfa et al. (2023). */
  MultiLayerConfiguration paper() {
    return PaperCnn.configuration(seed, updater);
  }

  /**
   * Three 3 x 3 convolutions with batch normalisation, 64 values: 60,448 parameters before the
   * output layer.
   */
  MultiLayerConfiguration compact() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {16, 32, 64}) {
      layers.add(convolution("conv" + filters, 3, filters, Activation.IDENTITY));
      layers.add(new BatchNormalization.Builder().name("norm" + filters).build());
      layers.add(relu("relu" + filters));
      layers.add(pool("pool" + filters));
    }
    layers.add(dense(EMBEDDING, 64, Activation.IDENTITY));
    return sequence(layers);
  }

  /** LeNet-5 of LeCun et al. (1998) with max pooling and rectifiers, 84 values. */
  MultiLayerConfiguration lenet() {
    return sequence(
        List.of(
            convolution("conv1", 5, 6, Activation.RELU),
            pool("pool1"),
            convolution("conv2", 5, 16, Activation.RELU),
            pool("pool2"),
            dense("dense", 120, Activation.RELU),
            dense(EMBEDDING, 84, Activation.RELU)));
  }

  /** Two dense layers, 128 values. */
  MultiLayerConfiguration mlp() {
    return sequence(
        List.of(dense("dense", 256, Activation.RELU), dense(EMBEDDING, 128, Activation.RELU)));
  }

  /** Depthwise separable convolutions (Howard et al. 2017), 64 values, one for each filter. */
  MultiLayerConfiguration depthwise() {
    return sequence(
        List.of(
            convolution("conv", 3, 16, Activation.RELU),
            pool("pool1"),
            separable("separable1", 32),
            pool("pool2"),
            separable("separable2", 64),
            new GlobalPoolingLayer.Builder(PoolingType.AVG).name(EMBEDDING).build()));
  }

  /** No front-end: the 784 pixels. */
  MultiLayerConfiguration pixels() {
    NeuralNetConfiguration.ListBuilder builder = base().list();
    builder.layer(
        new ActivationLayer.Builder().name(EMBEDDING).activation(Activation.IDENTITY).build());
    builder.layer(output());
    builder.inputPreProcessor(0, new CnnToFeedForwardPreProcessor(SIDE, SIDE, 1));
    return builder.setInputType(InputType.convolutional(SIDE, SIDE, 1)).build();
  }

  /** Two residual blocks (He et al. 2016), 64 values. */
  ComputationGraphConfiguration residual() {
    ComputationGraphConfiguration.GraphBuilder graph = base().graphBuilder().addInputs("input");
    graph.addLayer("conv", convolution("conv", 3, 16, Activation.RELU), "input");
    graph.addLayer("pool", pool("pool"), "conv");
    block(graph, "block1", 16, "pool");
    graph.addLayer("widen", convolution("widen", 3, 32, Activation.RELU), "block1");
    graph.addLayer("pool2", pool("pool2"), "widen");
    block(graph, "block2", 32, "pool2");
    graph.addLayer("pool3", pool("pool3"), "block2");
    graph.addLayer(EMBEDDING, dense(EMBEDDING, 64, Activation.RELU), "pool3");
    graph.addLayer("output", output(), EMBEDDING);
    return graph.setOutputs("output").setInputTypes(InputType.convolutional(SIDE, SIDE, 1)).build();
  }

  private static void block(
      ComputationGraphConfiguration.GraphBuilder graph, String name, int filters, String input) {
    graph.addLayer(name + "-a", convolution(name + "-a", 3, filters, Activation.RELU), input);
    graph.addLayer(
        name + "-b", convolution(name + "-b", 3, filters, Activation.IDENTITY), name + "-a");
    graph.addLayer(
        name + "-norm", new BatchNormalization.Builder().name(name + "-norm").build(), name + "-b");
    graph.addVertex(
        name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "-norm", input);
    graph.addLayer(name, relu(name), name + "-sum");
  }

  private NeuralNetConfiguration.Builder base() {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(updater)
        .weightInit(WeightInit.RELU)
        .convolutionMode(ConvolutionMode.Same);
  }

  private MultiLayerConfiguration sequence(List<Layer> layers) {
    NeuralNetConfiguration.ListBuilder builder = base().list();
    layers.forEach(builder::layer);
    builder.layer(output());
    return builder.setInputType(InputType.convolutional(SIDE, SIDE, 1)).build();
  }

  private static ConvolutionLayer convolution(
      String name, int kernel, int filters, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .name(name)
        .nOut(filters)
        .activation(activation)
        .build();
  }

  private static SeparableConvolution2D separable(String name, int filters) {
    return new SeparableConvolution2D.Builder(3, 3)
        .name(name)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer pool(String name) {
    return new SubsamplingLayer.Builder(
            SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
        .name(name)
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }

  private static ActivationLayer relu(String name) {
    return new ActivationLayer.Builder().name(name).activation(Activation.RELU).build();
  }

  private static DenseLayer dense(String name, int units, Activation activation) {
    return new DenseLayer.Builder().name(name).nOut(units).activation(activation).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .name("output")
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
