package org.eqprop4j.bridge.dl4j;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.bridge.AnalogHead;
import org.eqprop4j.bridge.Nudging;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** Small networks with analog layers, and images of three classes for them. */
final class Networks {
  static final int SIDE = 6;
  static final int CLASSES = 3;
  static final Bounds BOUNDS = Bounds.siemens(1e-9, 1e-4);

  private Networks() {}

  static AnalogHead head(int hidden) {
    return new AnalogHead(
        hidden, 4, 1, ShockleyDiode.of(1e-7), 0.1, new Initializer.Uniform(1e-7, 1e-6), BOUNDS);
  }

  /** A classifier on the built-in engine. */
  static AnalogBlock block(Nudging nudging, double beta) {
    return AnalogBlock.of(head(5), CLASSES)
        .withOutputScale(5)
        .withNudging(nudging, beta)
        .withEngine("builtin", 1e-13, 1);
  }

  static NeuralNetConfiguration.Builder builder(DataType type, IUpdater updater) {
    return new NeuralNetConfiguration.Builder().seed(7).dataType(type).updater(updater);
  }

  /** Convolution, batch normalisation, converter, circuit. */
  static MultiLayerConfiguration cnn(DataType type, IUpdater updater, AnalogBlock block) {
    return builder(type, updater)
        .list()
        .layer(convolution())
        .layer(new BatchNormalization.Builder().name("norm").build())
        .layer(new DacLayer.Builder(new Converter(2, 0)).name("dac").build())
        .layer(new AnalogOutputLayer.Builder(block).name("analog").build())
        .setInputType(InputType.convolutional(SIDE, SIDE, 1))
        .build();
  }

  /** The same as a graph. */
  static ComputationGraphConfiguration graph(DataType type, IUpdater updater, AnalogBlock block) {
    return builder(type, updater)
        .graphBuilder()
        .addInputs("image")
        .addLayer("conv", convolution(), "image")
        .addLayer("norm", new BatchNormalization.Builder().build(), "conv")
        .addLayer("dac", new DacLayer.Builder(new Converter(2, 0)).build(), "norm")
        .addLayer("analog", new AnalogOutputLayer.Builder(block).build(), "dac")
        .setOutputs("analog")
        .setInputTypes(InputType.convolutional(SIDE, SIDE, 1))
        .build();
  }

  /** A circuit between dense layers. */
  static MultiLayerConfiguration hidden(DataType type, IUpdater updater, AnalogBlock block) {
    return builder(type, updater)
        .list()
        .layer(new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build())
        .layer(new AnalogLayer.Builder(block).name("analog").activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build())
        .setInputType(InputType.feedForward((long) SIDE * SIDE))
        .build();
  }

  private static ConvolutionLayer convolution() {
    return new ConvolutionLayer.Builder(3, 3)
        .name("conv")
        .nOut(2)
        .stride(2, 2)
        .activation(Activation.TANH)
        .build();
  }

  static MultiLayerNetwork initialised(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  static MultiLayerNetwork forGradients(AnalogBlock block) {
    return initialised(cnn(DataType.DOUBLE, new NoOp(), block));
  }

  /** Noisy images, each class bright in a third of its own. */
  static DataSet images(DataType type, int samples) {
    SplittableRandom random = new SplittableRandom(3);
    double[] pixels = new double[samples * SIDE * SIDE];
    INDArray labels = Nd4j.zeros(type, samples, CLASSES);
    for (int s = 0; s < samples; s++) {
      int label = s % CLASSES;
      labels.putScalar(s, label, 1);
      for (int i = 0; i < SIDE * SIDE; i++) {
        boolean bright = i / (2 * SIDE) == label;
        pixels[s * SIDE * SIDE + i] = random.nextDouble() + (bright ? 0.5 : 0);
      }
    }
    INDArray images = Nd4j.create(pixels, new long[] {samples, 1, SIDE, SIDE}, 'c').castTo(type);
    return new DataSet(images, labels);
  }

  /** The same as vectors. */
  static DataSet vectors(DataType type, int samples) {
    DataSet images = images(type, samples);
    return new DataSet(
        images.getFeatures().reshape(samples, (long) SIDE * SIDE), images.getLabels());
  }
}
