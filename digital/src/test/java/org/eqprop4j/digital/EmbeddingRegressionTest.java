package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class EmbeddingRegressionTest {
  private static final int WIDTH = PaperCnn.EMBEDDING_WIDTH;

  private final ComputationGraph classifier = PaperCnn.create(7, PaperCnn.updater(100));
  private final FrontEnd frontEnd = new FrontEnd("paper", classifier, PaperCnn.EMBEDDING);
  private final Samples images = Patterns.images(60, 1);

  @Test
  void startsWithTheClassifiersEmbeddingAndLeavesTheClassifierAlone() {
    INDArray before = classifier.params().dup();
    ComputationGraphConfiguration configuration = classifier.getConfiguration().clone();
    ComputationGraph network = regression(ones());

    assertThat(network.getConfiguration().getTopologicalOrderStr())
        .containsExactly("input", "conv1", "pool1", "conv2", "pool2", "flatten", "regression");
    assertThat(embedding(network)).isEqualTo(embedding(classifier));
    new NetworkTrainer(1, 20, 1).fit(network, towards(1));
    assertThat(embedding(network)).isNotEqualTo(embedding(classifier));
    assertThat(classifier.params()).isEqualTo(before);
    assertThat(classifier.getConfiguration()).isEqualTo(configuration);
  }

  @Test
  void countsFromZeroWhateverTheClassifierHasBehindIt() {
    new NetworkTrainer(1, 20, 1).fit(classifier, images);
    ComputationGraph network = regression(ones());

    assertThat(network.getIterationCount()).isZero();
    assertThat(network.getEpochCount()).isZero();
  }

  @Test
  void itsLossIsTheMeanSquareInUnitsOfTheScale() {
    float[] scale = new float[WIDTH];
    for (int k = 0; k < WIDTH; k++) {
      scale[k] = 0.5f + k % 7;
    }
    ComputationGraph network = regression(scale);
    Samples samples = towards(2);
    DataSet all = samples.inOrder(60).next();

    float[] values = embedding(classifier);
    double expected = 0;
    for (int i = 0; i < values.length; i++) {
      double error = (values[i] - samples.targets()[i]) / scale[i % WIDTH];
      expected += error * error / values.length;
    }
    assertThat(network.score(all)).isEqualTo(expected, within(1e-5 * expected));
  }

  @Test
  void aLargeScaleTakesAValueOutOfTheLoss() {
    float[] scale = new float[WIDTH];
    Arrays.fill(scale, 1e6f);
    // The first of the eight channels only.
    Arrays.fill(scale, 0, 16, 1);
    ComputationGraph network = regression(scale);
    float[] before = embedding(network);
    new NetworkTrainer(30, 20, 1).fit(network, towards(1));
    float[] after = embedding(network);

    assertThat(error(after, 0, 16)).isLessThan(0.5 * error(before, 0, 16));
    assertThat(error(after, 16, WIDTH)).isGreaterThan(0.7 * error(before, 16, WIDTH));
  }

  @Test
  void movesTheEmbeddingTowardsItsTargets() {
    ComputationGraph network = regression(ones());
    double before = network.score(towards(1).inOrder(60).next());
    TrainingResult result = new NetworkTrainer(30, 20, 1).fit(network, towards(1));

    assertThat(result.epochs().get(29).meanLoss()).isLessThan(0.3 * before);
  }

  @Test
  void startsFromFreshWeightsThatTheSeedDecides() {
    ComputationGraph fresh = scratch(1);

    assertThat(fresh.getConfiguration().getVertexInputs())
        .isEqualTo(regression(ones()).getConfiguration().getVertexInputs());
    assertThat(fresh.params()).isEqualTo(scratch(1).params());
    assertThat(fresh.params()).isNotEqualTo(scratch(2).params());
    assertThat(fresh.params()).isNotEqualTo(regression(ones()).params());
  }

  @Test
  void transplantsTheRetrainedWeightsAndKeepsTheRest() {
    ComputationGraph network = regression(ones());
    new NetworkTrainer(2, 20, 1).fit(network, towards(1));
    INDArray dense = classifier.getLayer("dense").params().dup();

    EmbeddingRegression.transplant(network, classifier);

    assertThat(embedding(classifier)).isEqualTo(embedding(network));
    assertThat(classifier.getLayer("dense").params()).isEqualTo(dense);
  }

  @Test
  void transplantRefusesANetworkWithoutTheLayersAndChangesNothing() {
    ComputationGraph network = regression(ones());
    INDArray before = network.params().dup();
    ComputationGraph other = PaperCnn.create(8, new Sgd(0.1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingRegression.transplant(other, network))
        .withMessageContaining("no layer 'batchnorm'");
    assertThat(network.params()).isEqualTo(before);
  }

  @Test
  void survivesSavingScaleIncluded() throws IOException {
    float[] scale = ones();
    scale[3] = 0.01f;
    ComputationGraph network = regression(scale);
    ComputationGraph loaded = NetworkFile.fromBytes(NetworkFile.toBytes(network), "bytes");
    DataSet all = towards(2).inOrder(60).next();

    assertThat(loaded.score(all)).isEqualTo(network.score(all), within(1e-6 * network.score(all)));
  }

  @Test
  void refusesScalesThatAreNotPositiveAndFinite() {
    for (float bad : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] scale = ones();
      scale[5] = bad;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> regression(scale))
          .withMessageContaining("scale 5")
          .withMessageContaining(String.valueOf(bad));
    }
  }

  @Test
  void cutsAGraphWhereItsBranchesJoin() throws IOException {
    FrontEnd residual = FrontEnds.create("residual", "", 7, new Sgd(0.1));
    float[] ones = new float[64];
    Arrays.fill(ones, 1);
    ComputationGraph network = EmbeddingRegression.fromTrained(residual, new Adam(1e-3), ones);
    float[] targets = new float[images.size() * 64];
    Arrays.fill(targets, 1);
    Samples pairs = Samples.regression(images.features(), images.featureShape(), targets, 64);
    INDArray learned = residual.network().params().dup();
    Embedder before = new Embedder(residual.network(), residual.embedding());
    Embedder after = new Embedder(network, residual.embedding());
    assertThat(after.embed(images).features()).isEqualTo(before.embed(images).features());

    TrainingResult result = new NetworkTrainer(10, 20, 1).fit(network, pairs);

    assertThat(result.epochs().get(9).meanLoss())
        .isLessThan(0.3 * result.epochs().get(0).meanLoss());
    assertThat(residual.network().params()).isEqualTo(learned);
    assertThat(network.getConfiguration().getVertices())
        .containsKeys("block1-sum", "block2-sum")
        .doesNotContainKey("output");
  }

  private ComputationGraph regression(float[] scale) {
    return EmbeddingRegression.fromTrained(
        frontEnd, new Adam(new CosineSchedule(3e-3, 0, 90)), scale);
  }

  private ComputationGraph scratch(long seed) {
    return EmbeddingRegression.fromScratch(frontEnd, new Sgd(0.1), ones(), seed);
  }

  private Samples towards(float value) {
    float[] targets = new float[images.size() * WIDTH];
    Arrays.fill(targets, value);
    return Samples.regression(images.features(), images.featureShape(), targets, WIDTH);
  }

  private float[] embedding(ComputationGraph network) {
    return new Embedder(network, PaperCnn.EMBEDDING).embed(images).features();
  }

  /** Sum of squares of the distance to 1 over the values from (inclusive) to to (exclusive). */
  private static double error(float[] embedding, int from, int to) {
    double sum = 0;
    for (int i = 0; i < embedding.length; i++) {
      if (i % WIDTH >= from && i % WIDTH < to) {
        sum += (embedding[i] - 1.0) * (embedding[i] - 1.0);
      }
    }
    return sum;
  }

  private static float[] ones() {
    float[] scale = new float[WIDTH];
    Arrays.fill(scale, 1);
    return scale;
  }
}
