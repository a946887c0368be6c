package org.eqprop4j.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.bridge.AnalogHead;
import org.eqprop4j.bridge.dl4j.AnalogBlock;
import org.eqprop4j.bridge.dl4j.AnalogLayers;
import org.eqprop4j.bridge.dl4j.AnalogOutputLayer;
import org.eqprop4j.bridge.dl4j.Converter;
import org.eqprop4j.bridge.dl4j.DacLayer;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.Resolver;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A convolutional network whose last layer is a circuit, both trained together on 6,000 images of
 * clothes, saved, loaded, and taken apart again.
 */
public final class Example10Joint {
  private static final int TRAINING = 6000;
  private static final int TEST = 1000;

  private Example10Joint() {}

  public static void main(String... args) throws Exception {
    FashionMnist clothes = FashionMnist.find(new Resolver(DataPlaces.ofUser(Optional.empty())));
    DataSetIterator train = clothes.train().range(0, TRAINING).shuffled(32, 1);
    DataSetIterator test = clothes.test().range(0, TEST).inOrder(100);

    MultiLayerNetwork network = network();
    System.out.printf("accuracy before training %.3f%n", network.evaluate(test).accuracy());
    network.fit(train, 4);
    double accuracy = network.evaluate(test).accuracy();
    System.out.printf("accuracy after four epochs %.3f%n", accuracy);

    Path file = Files.createTempFile("clothes", ".zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    Files.delete(file);
    System.out.printf("accuracy when loaded again %.3f%n", loaded.evaluate(test).accuracy());

    int last = loaded.getnLayers() - 1;
    Model circuit = AnalogLayers.model(loaded.getLayer(last));
    System.out.print(circuit.summary());
  }

  private static MultiLayerNetwork network() {
    AnalogHead head =
        new AnalogHead(
            50,
            8,
            1,
            ShockleyDiode.of(1e-7),
            0,
            new Initializer.Uniform(0, 1e-6),
            Bounds.siemens(1e-9, 1e-4));
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(2e-3))
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(8).stride(3, 3).build())
                .layer(new DenseLayer.Builder().nOut(32).activation(Activation.RELU).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new DacLayer.Builder(new Converter(2, 0)).build())
                .layer(new AnalogOutputLayer.Builder(AnalogBlock.of(head, 10)).build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    return network;
  }
}
