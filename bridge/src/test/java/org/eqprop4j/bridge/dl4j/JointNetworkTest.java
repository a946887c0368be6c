package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.FrontEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

class JointNetworkTest {
  private static final Adam ADAM = new Adam(3e-3);

  static Stream<String> names() {
    return FrontEnds.names().stream();
  }

  private static ComputationGraph joined(FrontEnd frontEnd) {
    return JointNetwork.of(
        frontEnd,
        new DacLayer.Builder(new Converter(2, 0)),
        AnalogBlock.of(Networks.head(10), 10).withOutputScale(5),
        ADAM,
        ADAM,
        1);
  }

  /** Noise, the brighter the higher the class. */
  private static DataSet samples() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 20, 1, 28, 28);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 20, 10);
    for (int s = 0; s < 20; s++) {
      images.get(NDArrayIndex.point(s)).muli(0.1 * (s % 10) + 0.1);
      labels.putScalar(s, s % 10, 1);
    }
    return new DataSet(images, labels);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFrontEndOfTheZooTrainsThroughACircuitOfItsWidth(String name) throws IOException {
    FrontEnd frontEnd = FrontEnds.create(name, "", 1, ADAM);
    ComputationGraph network = joined(frontEnd);
    DataSet samples = samples();
    double before = network.score(samples);

    for (int i = 0; i < 20; i++) {
      network.fit(samples);
    }

    assertThat(network.getLayer(JointNetwork.ANALOG).getParam("d1").rows())
        .isEqualTo(2 * frontEnd.width() + 1);
    assertThat(network.score(samples)).isLessThan(0.95 * before);
  }

  @Test
  void theFrontEndsWeightsAreTakenOverAndItsHeadIsNot() throws IOException {
    FrontEnd frontEnd = FrontEnds.create("lenet", "", 1, ADAM);
    frontEnd.network().fit(samples());
    INDArray learned = frontEnd.network().params().dup();

    ComputationGraph network = joined(frontEnd);
    INDArray taken = network.getLayer("conv1").params().dup();
    network.fit(samples());

    assertThat(taken).isEqualTo(frontEnd.network().getLayer("conv1").params());
    assertThat(network.getLayer("conv1").params()).isNotEqualTo(taken);
    assertThat(frontEnd.network().params()).isEqualTo(learned);
    assertThat(network.getConfiguration().getVertices()).doesNotContainKey("output");
  }
}
