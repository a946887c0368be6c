package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Against the stock layers: they compute the same with im2col and a matrix product. */
class OneDnnTest {
  /** Relative to the largest entry, in single precision. Seen: up to 7e-6 (pooled means). */
  private static final double ROUNDING = 1e-5;

  private final DataSet batch = Patterns.images(32, 3).inOrder(32).next();

  @BeforeEach
  void needsOneDnn() {
    assumeThat(OneDnn.available()).isTrue();
  }

  @Test
  void runsTheConvolutionsAndPoolingsOfANetwork() {
    MultiLayerNetwork network = stock(PaperCnn.configuration(1, new Adam(1e-3)));

    OneDnn.Status status = OneDnn.enable(network);

    assertThat(status.layers()).isEqualTo(4);
    assertThat(status.text()).contains("4 layers");
    network.fit(batch);
    assertThat(network.getLayer("conv1").getHelper()).isInstanceOf(MKLDNNConvHelper.class);
    assertThat(network.getLayer("conv2").getHelper()).isInstanceOf(MKLDNNConvHelper.class);
    assertThat(network.getLayer("pool1").getHelper()).isInstanceOf(MKLDNNSubsamplingHelper.class);
    assertThat(network.getLayer("pool2").getHelper()).isInstanceOf(MKLDNNSubsamplingHelper.class);
  }

  @Test
  void outputsAndGradientsOfThePapersNetworkAreTheStockOnes() {
    MultiLayerNetwork stock = stock(PaperCnn.configuration(1, new Adam(1e-3)));
    MultiLayerNetwork fast = stock.clone();
    OneDnn.enable(fast);

    assertClose(
        fast.feedForwardToLayer(4, batch.getFeatures(), false).get(5),
        stock.feedForwardToLayer(4, batch.getFeatures(), false).get(5));
    assertClose(fast.output(batch.getFeatures()), stock.output(batch.getFeatures()));
    assertClose(gradient(fast), gradient(stock));
  }

  @Test
  void convolutionAloneGivesTheStockGradientWithStridePaddingAndSameMode() {
    assertSameAsStock(
        new ConvolutionLayer.Builder(3, 3).nOut(4).stride(2, 2).padding(1, 1).build());
    assertSameAsStock(
        new ConvolutionLayer.Builder(4, 3).nOut(4).convolutionMode(ConvolutionMode.Same).build());
    assertSameAsStock(new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(false).build());
  }

  @Test
  void poolingGivesTheStockGradientForMaximaAndMeans() {
    for (SubsamplingLayer.PoolingType type :
        new SubsamplingLayer.PoolingType[] {
          SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG
        }) {
      assertSameAsStock(
          new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
          new SubsamplingLayer.Builder(type, new int[] {2, 2}, new int[] {2, 2}).build());
      assertSameAsStock(
          new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
          new SubsamplingLayer.Builder(type, new int[] {3, 3}, new int[] {2, 2}).build());
    }
  }

  @Test
  void scoresStayCloseOverTwentySteps() {
    MultiLayerNetwork stock = stock(PaperCnn.configuration(1, new Adam(1e-3)));
    MultiLayerNetwork fast = stock.clone();
    OneDnn.enable(fast);
    for (int step = 0; step < 20; step++) {
      for (MultiLayerNetwork network : new MultiLayerNetwork[] {stock, fast}) {
        Nd4j.getRandom().setSeed(step + 1);
        network.fit(batch);
      }
      // Rounding grows from step to step.
      assertThat(fast.score()).isEqualTo(stock.score(), within(1e-3 * stock.score()));
    }
  }

  @Test
  void leavesTheNetworkStockWhereOneDnnMayNotBeUsed() {
    MultiLayerNetwork network = stock(PaperCnn.configuration(1, new Adam(1e-3)));
    Nd4j.getEnvironment().allowHelpers(false);
    try {
      OneDnn.Status status = OneDnn.enable(network);

      assertThat(status.layers()).isZero();
      assertThat(status.text()).contains("onednn classifier");
      assertThat(network.getLayer("conv1").getHelper()).isNull();
    } finally {
      Nd4j.getEnvironment().allowHelpers(true);
    }
  }

  @Test
  void leavesANetworkInDoublePrecisionStock() {
    MultiLayerNetwork network =
        stock(PaperCnn.configuration(1, new Adam(1e-3))).convertDataType(DataType.DOUBLE);

    OneDnn.Status status = OneDnn.enable(network);

    assertThat(status.layers()).isZero();
    assertThat(status.text()).contains("DOUBLE");
  }

  private void assertSameAsStock(org.deeplearning4j.nn.conf.layers.Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(5).activation(Activation.TANH).list();
    for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
      builder.layer(layer);
    }
    builder.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(10)
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork stock =
        stock(builder.setInputType(InputType.convolutional(28, 28, 1)).build());
    MultiLayerNetwork fast = stock.clone();
    assertThat(OneDnn.enable(fast).layers()).isEqualTo(layers.length);

    assertClose(fast.output(batch.getFeatures()), stock.output(batch.getFeatures()));
    assertClose(gradient(fast), gradient(stock));
  }

  private static MultiLayerNetwork stock(
      org.deeplearning4j.nn.conf.MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private INDArray gradient(MultiLayerNetwork network) {
    Nd4j.getRandom().setSeed(21);
    return network
        .calculateGradients(batch.getFeatures(), batch.getLabels(), null, null)
        .getFirst()
        .gradient()
        .dup();
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    double scale = expected.amaxNumber().doubleValue();
    assertThat(scale).isPositive();
    double worst = actual.sub(expected).amaxNumber().doubleValue() / scale;
    assertThat(worst).isLessThan(ROUNDING);
  }
}
