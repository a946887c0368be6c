package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.eqprop4j.bridge.dl4j.Networks.block;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.bridge.Nudging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class AnalogOutputLayerTest {
  private static final AnalogBlock BLOCK = block(Nudging.CENTRED, 1e-7);
  private static final DataSet IMAGES = Networks.images(DataType.FLOAT, 30);

  private static MultiLayerNetwork network(IUpdater updater) {
    return Networks.initialised(Networks.cnn(DataType.FLOAT, updater, BLOCK));
  }

  private static ComputationGraph graph(IUpdater updater) {
    ComputationGraph graph = new ComputationGraph(Networks.graph(DataType.FLOAT, updater, BLOCK));
    graph.init();
    return graph;
  }

  private static ExistingDataSetIterator batches() {
    return new ExistingDataSetIterator(IMAGES.batchBy(10));
  }

  private static INDArray output(MultiLayerNetwork network) {
    return network.output(IMAGES.getFeatures());
  }

  @Test
  void fitLearnsTheClassesAndEvaluationSaysSo() {
    MultiLayerNetwork network = network(new Adam(3e-3));
    double before = network.score(IMAGES);

    network.fit(batches(), 40);

    assertThat(network.score(IMAGES)).isLessThan(0.5 * before);
    assertThat(network.evaluate(batches()).accuracy()).isGreaterThan(0.95);
  }

  @Test
  void aComputationGraphLearnsJustTheSame() {
    MultiLayerNetwork network = network(new Adam(3e-3));
    ComputationGraph graph = graph(new Adam(3e-3));
    graph.setParams(network.params());

    network.fit(batches(), 3);
    graph.fit(batches(), 3);

    assertThat(graph.params().equalsWithEps(network.params(), 1e-6)).isTrue();
    assertThat(graph.evaluate(batches()).accuracy())
        .isEqualTo(network.evaluate(batches()).accuracy());
  }

  static Stream<IUpdater> violentUpdaters() {
    return Stream.of(new Sgd(10), new Adam(1), new Nesterovs(1, 0.9), new RmsProp(1));
  }

  @ParameterizedTest
  @MethodSource("violentUpdaters")
  void conductancesStayWithinTheirBoundsUnderAnyUpdater(IUpdater updater) {
    MultiLayerNetwork network = network(updater);
    ComputationGraph graph = graph(updater);

    network.fit(batches(), 2);
    graph.fit(batches(), 2);

    requireBounds(network.getLayer("analog"));
    requireBounds(graph.getLayer("analog"));
  }

  /** Both bounds were hit, and the stored parameters themselves are within them. */
  private static void requireBounds(org.deeplearning4j.nn.api.Layer layer) {
    double low = Double.MAX_VALUE;
    double high = 0;
    for (String name : List.of("d1", "d2")) {
      low = Math.min(low, layer.getParam(name).minNumber().doubleValue());
      high = Math.max(high, layer.getParam(name).maxNumber().doubleValue());
    }
    assertThat(low).isEqualTo((float) (Networks.BOUNDS.low() / AnalogBlock.DEFAULT_UNIT));
    assertThat(high).isEqualTo((float) (Networks.BOUNDS.high() / AnalogBlock.DEFAULT_UNIT));
  }

  @Test
  void listenersThatLookBeforeTheBoundsApplySeeACircuitWithinThem() {
    MultiLayerNetwork network = network(new Sgd(10));
    List<Double> scores = new ArrayList<>();
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            scores.add(((MultiLayerNetwork) model).score(IMAGES));
          }
        });

    network.fit(batches());

    assertThat(scores).hasSize(3).allMatch(Double::isFinite);
  }

  @Test
  void whatTheCircuitDoesNotTrainStays() {
    MultiLayerNetwork network = network(new Adam(0.1));

    network.fit(batches(), 2);

    for (String name : List.of("b1", "b2")) {
      assertThat(network.getLayer("analog").getParam(name).toDoubleVector()).containsOnly(1);
    }
    assertThat(network.getLayer("analog").getParam("a1-1").toDoubleVector()).containsOnly(0.1f);
  }

  @Test
  void configurationsComeBackFromJsonAndYaml() {
    MultiLayerConfiguration configuration =
        Networks.cnn(DataType.FLOAT, new Adam(1e-3), BLOCK.withAdc(new Converter(0.5, 6)));
    ComputationGraphConfiguration graph =
        Networks.graph(DataType.FLOAT, new Adam(1e-3), BLOCK.withAdc(new Converter(0.5, 6)));

    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    assertThat(MultiLayerConfiguration.fromYaml(configuration.toYaml())).isEqualTo(configuration);
    assertThat(ComputationGraphConfiguration.fromJson(graph.toJson())).isEqualTo(graph);
    assertThat(configuration).isNotEqualTo(Networks.cnn(DataType.FLOAT, new Adam(1e-3), BLOCK));
  }

  @Test
  void aSavedNetworkGoesOnTrainingAsIfItHadNotBeenSaved() throws IOException {
    MultiLayerNetwork network = network(new Adam(3e-3));
    network.fit(batches(), 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);

    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(output(restored)).isEqualTo(output(network));
    network.fit(batches(), 1);
    restored.fit(batches(), 1);
    assertThat(restored.params()).isEqualTo(network.params());
  }

  @Test
  void aCloneIsIndependent() {
    MultiLayerNetwork network = network(new Adam(3e-3));
    INDArray before = output(network);
    MultiLayerNetwork copy = network.clone();
    assertThat(output(copy)).isEqualTo(before);

    copy.fit(batches(), 1);

    assertThat(output(network)).isEqualTo(before);
    assertThat(output(copy)).isNotEqualTo(before);
  }

  @Test
  void earlyStoppingKeepsTheBestModel() {
    EarlyStoppingConfiguration<MultiLayerNetwork> configuration =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
            .scoreCalculator(new DataSetLossCalculator(batches(), true))
            .evaluateEveryNEpochs(1)
            .modelSaver(new InMemoryModelSaver<>())
            .build();

    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(configuration, network(new Adam(3e-3)), batches()).fit();

    assertThat(result.getBestModel().score(IMAGES))
        .isCloseTo(result.getScoreVsEpoch().get(result.getBestModelEpoch()), offset(1e-5));
    assertThat(result.getTotalEpochs()).isEqualTo(3);
  }

  @Test
  void transferLearningKeepsTheCircuitOrSizesANewOne() {
    MultiLayerNetwork network = network(new Adam(3e-3));
    network.fit(batches(), 1);
    FineTuneConfiguration slower =
        new FineTuneConfiguration.Builder().updater(new Adam(1e-3)).build();

    MultiLayerNetwork same =
        new TransferLearning.Builder(network)
            .fineTuneConfiguration(slower)
            .setFeatureExtractor(1)
            .build();
    MultiLayerNetwork replaced =
        new TransferLearning.Builder(network)
            .fineTuneConfiguration(slower)
            .removeLayersFromOutput(1)
            .addLayer(new AnalogOutputLayer.Builder(BLOCK).name("new").nIn(8).build())
            .build();

    assertThat(output(same)).isEqualTo(output(network));
    INDArray frozen = same.getLayer("conv").params().dup();
    same.fit(batches(), 1);
    assertThat(same.getLayer("conv").params()).isEqualTo(frozen);
    assertThat(output(same)).isNotEqualTo(output(network));
    replaced.fit(batches(), 1);
    assertThat(replaced.getLayer("new").getParam("d1").shape()).containsExactly(17, 5);
  }

  @Test
  void aLayerBeforeOfAnotherWidthResizesTheCircuit() {
    MultiLayerNetwork network =
        Networks.initialised(
            Networks.hidden(DataType.FLOAT, new Adam(3e-3), block(Nudging.CENTRED, 1e-7)));

    MultiLayerNetwork wider =
        new TransferLearning.Builder(network)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Adam(1e-3)).build())
            .nOutReplace(0, 6, WeightInit.XAVIER)
            .build();

    assertThat(network.getLayer("analog").getParam("d1").shape()).containsExactly(9, 5);
    assertThat(wider.getLayer("analog").getParam("d1").shape()).containsExactly(13, 5);
    wider.fit(Networks.vectors(DataType.FLOAT, 10));
  }

  @Test
  void aTrainedModelGoesIntoTheLayerAndComesOut() {
    MultiLayerNetwork network = network(new Adam(3e-3));
    var model = Networks.head(5).build(8, Networks.CLASSES, 99);

    AnalogLayers.setModel(network.getLayer("analog"), model);

    var back = AnalogLayers.model(network.getLayer("analog"));
    for (Parameter p : model.circuit().parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        assertThat(back.parameters()[i]).isCloseTo(model.parameters()[i], withPercentage(1e-5));
      }
    }
    assertThatThrownBy(() -> AnalogLayers.model(network.getLayer("norm")))
        .hasMessage("layer 'norm' is not an analog one");
    assertThatThrownBy(
            () ->
                AnalogLayers.setModel(
                    network.getLayer("analog"), Networks.head(4).build(8, Networks.CLASSES, 1)))
        .hasMessageContaining("layer 'analog' has other parameters than the model");
  }

  @Test
  void wrongShapesNameTheLayer() {
    var fixed = AnalogBlock.of(Networks.head(5).build(4, Networks.CLASSES, 1));
    assertThatThrownBy(() -> Networks.cnn(DataType.FLOAT, new Sgd(1), fixed))
        .hasStackTraceContaining("layer 'analog': its circuit has 4 inputs, got 8");
    assertThatThrownBy(() -> new AnalogOutputLayer.Builder(BLOCK).name("analog").nOut(5).build())
        .hasMessage("layer 'analog': its circuit has 3 outputs, the builder was told 5");

    MultiLayerNetwork alone =
        Networks.initialised(
            Networks.builder(DataType.FLOAT, new Sgd(1))
                .list()
                .layer(new AnalogOutputLayer.Builder(BLOCK).name("analog").build())
                .setInputType(InputType.feedForward(8))
                .build());
    assertThatThrownBy(() -> alone.output(Nd4j.rand(2, 5)))
        .hasMessage("layer 'analog': expected voltages of shape [batch, 8], got [2, 5]");
    assertThatThrownBy(() -> alone.output(Nd4j.rand(2, 2, 4)))
        .hasMessageContaining("layer 'analog': expected voltages of shape [batch, 8]");
    assertThatThrownBy(() -> alone.fit(Nd4j.rand(2, 8), Nd4j.rand(2, 4)))
        .hasMessage("layer 'analog': expected labels of shape [batch, 3], got [2, 4]");
    INDArray broken = Nd4j.rand(2, 8);
    broken.putScalar(1, 3, Double.NaN);
    assertThatThrownBy(() -> alone.output(broken))
        .hasMessage(
            "layer 'analog': input 3 of sample 1 in the batch is NaN V, expected a finite voltage");
  }

  @Test
  void anEngineThatIsNotThereIsNamed() {
    MultiLayerNetwork network =
        Networks.initialised(
            Networks.cnn(DataType.FLOAT, new Sgd(1), BLOCK.withEngine("no-such-engine", 1e-9, 1)));

    assertThatThrownBy(() -> output(network)).hasMessageContaining("no engine 'no-such-engine'");
  }

  @Test
  void aClosedLayerComesBackWhenItIsUsed() {
    MultiLayerNetwork network = network(new Adam(3e-3));
    INDArray before = output(network);

    network.getLayer("analog").close();

    assertThat(output(network)).isEqualTo(before);
  }

  @Test
  void regularisationPullsConductancesDown() {
    MultiLayerConfiguration configuration = Networks.cnn(DataType.FLOAT, new Sgd(1e-3), BLOCK);
    MultiLayerNetwork plain = Networks.initialised(configuration);
    MultiLayerNetwork decayed =
        Networks.initialised(
            Networks.builder(DataType.FLOAT, new Sgd(1e-3))
                .l2(10)
                .list()
                .layer(configuration.getConf(0).getLayer())
                .layer(configuration.getConf(1).getLayer())
                .layer(configuration.getConf(2).getLayer())
                .layer(new AnalogOutputLayer.Builder(BLOCK).name("analog").build())
                .setInputType(InputType.convolutional(Networks.SIDE, Networks.SIDE, 1))
                .build());
    decayed.setParams(plain.params());

    plain.fit(batches(), 5);
    decayed.fit(batches(), 5);

    assertThat(decayed.getLayer("analog").getParam("d1").sumNumber().doubleValue())
        .isLessThan(0.95 * plain.getLayer("analog").getParam("d1").sumNumber().doubleValue());
  }

  @Test
  void aConverterAtTheOutputsLeavesItsLevelsAndTrainsStraightThrough() {
    AnalogBlock coarse = BLOCK.withOutputScale(1).withAdc(new Converter(0.3, 1));
    MultiLayerNetwork network =
        Networks.initialised(Networks.cnn(DataType.FLOAT, new Adam(3e-3), coarse));

    network.fit(batches(), 5);

    // Softmax of outputs that are all plus or minus 0.3 V.
    INDArray logits = Transforms.log(output(network));
    double[] spans = logits.max(1).sub(logits.min(1)).toDoubleVector();
    assertThat(DoubleStream.of(spans))
        .allMatch(v -> Math.abs(v) < 1e-5 || Math.abs(v - 0.6) < 1e-5);
    assertThat(DoubleStream.of(spans)).anyMatch(v -> v > 0.5);
    assertThat(network.gradient().getGradientFor("0_W").norm2Number().doubleValue()).isPositive();
  }
}
