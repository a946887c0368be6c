package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class DacLayerTest {

  private static MultiLayerNetwork network(DacLayer layer) {
    MultiLayerConfiguration configuration =
        Networks.builder(DataType.DOUBLE, new NoOp())
            .list()
            .layer(layer)
            .setInputType(InputType.feedForward(5))
            .build();
    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    return Networks.initialised(configuration);
  }

  private static double[] volts(DacLayer layer, double... activations) {
    return network(layer).output(row(activations)).toDoubleVector();
  }

  private static INDArray row(double... values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }

  @Test
  void threeDeviationsFillTheRangeAndMoreIsClipped() {
    DacLayer layer = new DacLayer.Builder(new Converter(2, 0)).build();

    assertThat(volts(layer, -4, -3, 0, 1.5, 5)).containsExactly(-2, -2, 0, 1, 2);
  }

  @Test
  void twoBitsHaveFourLevelsFromEndToEnd() {
    DacLayer layer = new DacLayer.Builder(new Converter(1.5, 2)).gain(1).build();

    assertThat(volts(layer, -9, -0.6, -0.4, 0.9, 1.1)).containsExactly(-1.5, -0.5, -0.5, 0.5, 1.5);
  }

  @Test
  void everyConverterLevelIsAFixedPointAndTheErrorIsAtMostHalfAStep() {
    for (int bits = 1; bits <= 12; bits++) {
      Converter converter = new Converter(2, bits);
      double step = 4.0 / ((1 << bits) - 1);
      for (int i = 0; i < 1 << bits; i++) {
        assertThat(converter.convert(-2 + i * step)).isCloseTo(-2 + i * step, offset(1e-12));
      }
      for (double v = -2; v <= 2; v += 0.01) {
        assertThat(converter.convert(v)).isCloseTo(v, offset(step / 2 + 1e-12));
      }
    }
  }

  @Test
  void gradientsPassStraightThroughTheRoundingAndNotThroughTheClip() {
    MultiLayerNetwork network =
        network(new DacLayer.Builder(new Converter(2, 3)).gain(0.5).build());
    network.setInput(row(-5, -3, 0.1, 3.9, 4.1));
    network.feedForward(true, false);

    INDArray below =
        network.backpropGradient(row(1, 2, 3, 4, 5), LayerWorkspaceMgr.noWorkspaces()).getSecond();

    assertThat(below.toDoubleVector()).containsExactly(0, 1, 1.5, 2, 0);
  }

  @Test
  void noiseHasTheDeviationThatWasAskedFor() {
    MultiLayerNetwork network =
        network(new DacLayer.Builder(new Converter(2, 0)).noise(0.1).build());

    INDArray volts = network.output(Nd4j.zeros(DataType.DOUBLE, 4000, 5));

    assertThat(volts.stdNumber().doubleValue()).isCloseTo(0.1, offset(0.003));
    assertThat(volts.meanNumber().doubleValue()).isCloseTo(0, offset(0.003));
  }

  @Test
  void impossibleConvertersAreRefused() {
    assertThatThrownBy(() -> new Converter(0, 8)).hasMessageContaining("positive range, got 0.0 V");
    assertThatThrownBy(() -> new Converter(1, -1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> new Converter(1, 25)).hasMessageContaining("1 to 24 bits");
    assertThatThrownBy(() -> new DacLayer.Builder(new Converter(1, 8)).gain(0))
        .hasMessageContaining("gain must be positive");
    assertThatThrownBy(() -> new DacLayer.Builder(new Converter(1, 8)).noise(-1))
        .hasMessageContaining("noise must be at least 0");
  }
}
