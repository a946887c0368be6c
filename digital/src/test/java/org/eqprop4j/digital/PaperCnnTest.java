package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PaperCnnTest {
  private final ComputationGraph network = PaperCnn.create(7, PaperCnn.updater(100));

  @Test
  void hasTheLayersOfTable1() {
    assertThat(network.getConfiguration().getTopologicalOrderStr())
        .containsExactly(
            "input",
            "conv1",
            "pool1",
            "conv2",
            "pool2",
            "flatten",
            "dropout",
            "batchnorm",
            "dense",
            "output");
    assertThat(network.getLayer("conv1").numParams()).isEqualTo(8 * 1 * 5 * 5 + 8);
    assertThat(network.getLayer("conv2").numParams()).isEqualTo(8 * 8 * 5 * 5 + 8);
    assertThat(network.getLayer("dense").numParams()).isEqualTo(128 * 512 + 512);
    assertThat(network.getLayer("output").numParams()).isEqualTo(512 * 10 + 10);
  }

  @Test
  void normalisesEachOfThe128FeaturesByItself() {
    assertThat(network.getLayer("batchnorm").numParams()).isEqualTo(4 * 128);
  }

  @Test
  void activationsOfEveryLayerHaveTheShapesOfTable1() {
    Map<String, INDArray> activations = network.feedForward(Nd4j.rand(3, 1, 28, 28), false);

    assertThat(activations.get("conv1").shape()).containsExactly(3, 8, 24, 24);
    assertThat(activations.get("pool1").shape()).containsExactly(3, 8, 12, 12);
    assertThat(activations.get("conv2").shape()).containsExactly(3, 8, 8, 8);
    assertThat(activations.get("pool2").shape()).containsExactly(3, 8, 4, 4);
    assertThat(activations.get("flatten").shape()).containsExactly(3, PaperCnn.EMBEDDING_WIDTH);
    assertThat(activations.get("output").sum(1).toDoubleVector())
        .containsExactly(new double[] {1, 1, 1}, within(1e-6));
  }

  @Test
  void dropsFifteenPercentOfTheEmbeddingInTrainingAndScalesUpTheRest() {
    Nd4j.getRandom().setSeed(11);
    INDArray images = Nd4j.rand(400, 1, 28, 28);
    float[] before = network.feedForward(images, false).get("flatten").data().asFloat();
    float[] after = network.feedForward(images, true).get("dropout").data().asFloat();

    int alive = 0;
    int dropped = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        alive++;
        dropped += after[i] == 0 ? 1 : 0;
        if (after[i] != 0) {
          assertThat(after[i]).isEqualTo(before[i] / 0.85f, within(1e-5f));
        }
      }
    }
    // Standard deviation of the fraction: sqrt(0.15 * 0.85 / alive).
    assertThat(alive).isGreaterThan(10_000);
    assertThat(dropped / (double) alive).isEqualTo(0.15, within(4 * 0.357 / Math.sqrt(alive)));
  }

  @Test
  void theSeedDecidesTheWeights() {
    assertThat(PaperCnn.create(7, PaperCnn.updater(100)).params()).isEqualTo(network.params());
    assertThat(PaperCnn.create(8, PaperCnn.updater(100)).params()).isNotEqualTo(network.params());
  }

  @Test
  void theConfigurationSurvivesJson() {
    MultiLayerConfiguration configuration = PaperCnn.configuration(7, PaperCnn.updater(100));

    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
  }
}
