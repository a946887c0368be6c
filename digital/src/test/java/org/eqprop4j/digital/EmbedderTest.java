package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class EmbedderTest {
  private final ComputationGraph network = PaperCnn.create(7, PaperCnn.updater(100));

  /** More than one batch, the last one smaller. */
  private final Samples images = Patterns.images(700, 1);

  @Test
  void givesTheActivationsOfTheNamedLayerInTheSamplesOrder() {
    Samples embedded = new Embedder(network, PaperCnn.EMBEDDING).embed(images);

    assertThat(embedded.size()).isEqualTo(700);
    assertThat(embedded.featureShape()).containsExactly(PaperCnn.EMBEDDING_WIDTH);
    assertThat(embedded.targets()).isSameAs(images.targets());
    Map<String, INDArray> all =
        network.feedForward(images.inOrder(700).next().getFeatures(), false);
    assertThat(embedded.features())
        .containsExactly(all.get(PaperCnn.EMBEDDING).dup('c').data().asFloat(), within(1e-6f));
  }

  @Test
  void keepsTheShapeOfAConvolutionsActivations() {
    Samples embedded = new Embedder(network, "pool1").embed(images.range(0, 3));

    assertThat(embedded.featureShape()).containsExactly(8, 12, 12);
  }

  @Test
  void doesNotComputeLaterLayers() {
    network.getLayer("dense").getParam("W").assign(Float.NaN);
    Samples embedded = new Embedder(network, "batchnorm").embed(images.range(0, 3));

    assertThat(embedded.features()).doesNotContain(Float.NaN);
  }

  @Test
  void readsABranchOfAGraphWhateverStandsBesideIt() throws IOException {
    FrontEnd residual = FrontEnds.create("residual", "", 7, PaperCnn.updater(100));
    Samples few = images.range(0, 3);
    Map<String, INDArray> all =
        residual.network().feedForward(few.inOrder(3).next().getFeatures(), false);

    for (String vertex : List.of("pool", "block1-norm", "block1", "embedding")) {
      assertThat(new Embedder(residual.network(), vertex).embed(few).features())
          .isEqualTo(all.get(vertex).dup('c').data().asFloat());
    }
  }

  @Test
  void namesTheLayersThereAreWhenAskedForAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Embedder(network, "flaten"))
        .withMessage(
            "the network has no layer 'flaten', it has conv1, pool1, conv2, pool2, flatten,"
                + " dropout, batchnorm, dense, output");
  }

  @Test
  void refusesToEmbedNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Embedder(network, PaperCnn.EMBEDDING).embed(images.range(0, 0)));
  }
}
