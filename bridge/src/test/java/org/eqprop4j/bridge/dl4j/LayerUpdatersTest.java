package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eqprop4j.bridge.dl4j.Networks.block;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.bridge.Nudging;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Layers of one circuit that learn at rates of their own. */
class LayerUpdatersTest {
  private static final double RATE = 1e-3;

  private static AnalogOutputLayer.Builder layer() {
    return new AnalogOutputLayer.Builder(block(Nudging.ADJOINT, 1e-7)).updater(new Sgd(RATE));
  }

  private static MultiLayerNetwork network(AnalogOutputLayer.Builder layer) {
    return Networks.initialised(
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .seed(3)
            .list()
            .layer(layer.name("analog").build())
            .setInputType(InputType.feedForward(6))
            .build());
  }

  private static DataSet samples(int classes) {
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, 2, classes);
    labels.putScalar(0, 0, 1).putScalar(1, 1, 1);
    return new DataSet(Nd4j.linspace(DataType.DOUBLE, -1, 0.2, 12).reshape(2, 6), labels);
  }

  /** How far a step of training moves the conductances of a layer. */
  private static INDArray step(MultiLayerNetwork network, String layer) {
    INDArray before = network.getParam("0_" + layer).dup();
    network.fit(samples(Math.toIntExact(network.layerSize(0))));
    return network.getParam("0_" + layer).sub(before);
  }

  @Test
  void aLayerMovesByItsOwnRateAndTheOthersByTheUsualOne() {
    AnalogOutputLayer.Builder own = layer().layerUpdater("d2", new Sgd(RATE / 4));
    INDArray usualSecond = step(network(layer()), "d2");
    assertThat(usualSecond.norm2Number().doubleValue()).isGreaterThan(0);
    assertThat(step(network(own), "d2").mul(4).equalsWithEps(usualSecond, 1e-12)).isTrue();
    assertThat(step(network(own), "d1")).isEqualTo(step(network(layer()), "d1"));
  }

  @Test
  void savedNetworksKeepTheRates() throws IOException {
    MultiLayerNetwork network = network(layer().layerUpdater("d2", new Sgd(RATE / 4)));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(file.toByteArray()), true);
    assertThat(restored.getLayerWiseConfigurations())
        .isEqualTo(network.getLayerWiseConfigurations());
    assertThat(step(restored, "d2")).isEqualTo(step(network, "d2"));
  }

  @Test
  void anUpdaterOfALayerThatTheCircuitDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> network(layer().layerUpdater("d3", new Sgd(RATE))))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("'analog'")
        .hasMessageContaining("no layer 'd3'")
        .hasMessageContaining("d1, d2");
  }
}
