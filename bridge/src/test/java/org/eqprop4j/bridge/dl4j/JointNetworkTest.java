package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.FrontEnds;
import org.eqprop4j.digital.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;

class JointNetworkTest {
  private static final Adam ADAM = new Adam(3e-3);

  @TempDir Path dir;

  static Stream<String> names() {
    return FrontEnds.names().stream();
  }

  private static ComputationGraph joined(FrontEnd frontEnd) {
    return JointNetwork.of(
        frontEnd,
        new DacLayer.Builder(new Converter(2, 0)),
        new AnalogOutputLayer.Builder(AnalogBlock.of(Networks.head(10), 10).withOutputScale(5))
            .updater(ADAM),
        ADAM,
        1);
  }

  /** Noise, the brighter the higher the class. */
  private static DataSet samples() {
    Nd4j.getRandom().setSeed(3);
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

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "functional"})
  void networksOfKerasTrainThroughACircuitFromTheirWeights(String kind) throws Exception {
    Path file = Path.of(getClass().getResource("keras-" + kind + ".h5").toURI());
    FrontEnd frontEnd = FrontEnds.create(file.toString(), "features", 1, ADAM);
    INDArray features =
        frontEnd.network().feedForward(samples().getFeatures(), false).get("features").dup();
    ComputationGraph network = joined(frontEnd);

    assertThat(network.feedForward(samples().getFeatures(), false).get("features"))
        .isEqualTo(features);
    double before = network.score(samples());
    for (int i = 0; i < 20; i++) {
      network.fit(samples());
    }
    Path saved = dir.resolve("joint.zip");
    NetworkFile.save(network, saved);

    assertThat(network.score(samples())).isLessThan(0.95 * before);
    assertThat(NetworkFile.load(saved).outputSingle(samples().getFeatures()))
        .isEqualTo(network.outputSingle(samples().getFeatures()));
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

  @Test
  void voltagesAreTheNormalisedEmbeddingOnTheConvertersLevels() throws IOException {
    ComputationGraph network = joined(FrontEnds.create("lenet", "", 1, ADAM));
    network.fit(samples());
    Samples images = images(samples());
    INDArray normalised =
        network.feedForward(samples().getFeatures(), false).get(JointNetwork.NORM).dup();
    INDArray exact = Transforms.max(Transforms.min(normalised.mul(2 / 3.0), 2), -2);

    assertThat(volts(network, images).distance2(exact)).isLessThan(1e-4);

    JointNetwork.setConverters(network, new Converter(2, 2), null);
    INDArray levels = Transforms.round(exact.add(2).mul(3 / 4.0)).mul(4 / 3.0).sub(2);
    assertThat(volts(network, images).distance2(levels)).isLessThan(1e-4);
  }

  @Test
  void outputsAreOnTheLevelsOfTheirConverterUntilItIsTakenAway() throws IOException {
    ComputationGraph network = joined(FrontEnds.create("lenet", "", 1, ADAM));
    INDArray[] image = {samples().getFeatures()};
    INDArray before = network.output(image)[0].dup();

    // One bit: plus or minus 1 V, which the output scale of 5 makes into logits of plus or minus 5.
    JointNetwork.setConverters(network, new Converter(2, 0), new Converter(1, 1));
    INDArray after = network.output(image)[0].dup();
    JointNetwork.setConverters(network, new Converter(2, 0), null);

    INDArray largest = after.max(true, 1);
    for (double ratio : after.divColumnVector(largest).data().asDouble()) {
      assertThat(Math.min(Math.abs(ratio - 1), Math.abs(ratio - Math.exp(-10)))).isLessThan(1e-5);
    }
    assertThat(network.output(image)[0]).isEqualTo(before);
  }

  private static Samples images(DataSet set) {
    return Samples.classification(
        set.getFeatures().dup('c').data().asFloat(),
        new long[] {1, 28, 28},
        set.getLabels().argMax(1).toIntVector(),
        10);
  }

  private static INDArray volts(ComputationGraph network, Samples images) {
    Samples volts = JointNetwork.toVolts(network, images);
    return Nd4j.createFromArray(volts.features()).reshape(volts.size(), volts.featureWidth());
  }
}
