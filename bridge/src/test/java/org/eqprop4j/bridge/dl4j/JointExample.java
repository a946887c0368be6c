package org.eqprop4j.bridge.dl4j;

import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.bridge.AnalogHead;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** The example of the README, which {@link ReadmeTest} compares and runs. */
final class JointExample {
  private JointExample() {}

  static MultiLayerNetwork run(DataSetIterator train, DataSetIterator test, File file)
      throws IOException {
    // begin
    AnalogHead head =
        new AnalogHead(
            100, // hidden nodes
            8, // gain of the amplifiers
            1, // V, of the bias sources
            ShockleyDiode.of(1e-7),
            0, // V, in series with the diodes
            new Initializer.Uniform(0, 1e-6), // S
            Bounds.siemens(1e-9, 1e-4));
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(2e-3))
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(8).stride(2, 2).build())
                .layer(new DenseLayer.Builder().nOut(64).activation(Activation.RELU).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new DacLayer.Builder(new Converter(2, 0)).build()) // +- 2 V
                .layer(new AnalogOutputLayer.Builder(AnalogBlock.of(head, 10)).build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    network.setListeners(new ScoreIterationListener(100)); // or a StatsListener
    network.fit(train, 5);
    System.out.println(network.evaluate(test).stats());
    ModelSerializer.writeModel(network, file, true);
    // end
    return network;
  }
}
