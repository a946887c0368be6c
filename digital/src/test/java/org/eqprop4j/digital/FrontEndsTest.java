package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FrontEndsTest {
  private static final Adam ADAM = new Adam(3e-3);
  private static final Sgd SGD = new Sgd(0.01);
  private static final INDArray IMAGES = images();

  static Stream<String> names() {
    return FrontEnds.names().stream();
  }

  private static FrontEnd named(String name) throws IOException {
    return FrontEnds.create(name, "", 1, ADAM);
  }

  /** Noise, the brighter the higher the class. */
  private static INDArray images() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 20, 1, 28, 28);
    for (int s = 0; s < 20; s++) {
      images.get(NDArrayIndex.point(s)).muli(0.1 * (s % 10) + 0.1);
    }
    return images;
  }

  private static DataSet samples() {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 20, 10);
    for (int s = 0; s < 20; s++) {
      labels.putScalar(s, s % 10, 1);
    }
    return new DataSet(IMAGES, labels);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFrontEndLearnsAsAClassifierOfItsOwn(String name) throws IOException {
    ComputationGraph network = named(name).network();
    double before = network.score(samples());

    for (int i = 0; i < 100; i++) {
      network.fit(samples());
    }

    assertThat(network.score(samples())).isLessThan(0.9 * before);
  }

  @ParameterizedTest
  @CsvSource({
    "paper,128",
    "compact,64",
    "lenet,84",
    "mlp,128",
    "depthwise,64",
    "residual,64",
    "pixels,784"
  })
  void embeddingsAreAsWideAsTheyAreSaidToBe(String name, int width) throws IOException {
    FrontEnd frontEnd = named(name);

    assertThat(frontEnd.width()).isEqualTo(width);
    INDArray embedding = frontEnd.network().feedForward(IMAGES, false).get(frontEnd.embedding());
    assertThat(embedding.shape()).containsExactly(20, width);
  }

  @Test
  void compactHasSixtyThousandParametersBeforeItsOutput() throws IOException {
    FrontEnd compact = named("compact");
    // Convolutions with biases, scale and shift of each channel, the dense layer.
    int learned =
        (9 + 1) * 16 + (9 * 16 + 1) * 32 + (9 * 32 + 1) * 64 + 2 * (16 + 32 + 64) + 577 * 64;
    int statistics = 2 * (16 + 32 + 64);

    long output = compact.network().getLayer("output").numParams();

    assertThat(learned).isEqualTo(60_448);
    assertThat(compact.network().numParams() - output).isEqualTo(learned + statistics);
  }

  @Test
  void whatIsBehindTheEmbeddingIsTheRest() throws IOException {
    assertThat(named("paper").rest())
        .containsExactlyInAnyOrder("dropout", "batchnorm", "dense", "output");
    assertThat(named("residual").rest()).containsExactly("output");
  }

  @Test
  void thePaperFrontEndIsTheNetworkOfTableOne() throws IOException {
    MultiLayerNetwork table = new MultiLayerNetwork(PaperCnn.configuration(1, ADAM));
    table.init();
    OneDnn.enable(table);
    ComputationGraph graph = named("paper").network();

    assertThat(graph.params()).isEqualTo(table.params());
    assertThat(graph.outputSingle(IMAGES)).isEqualTo(table.output(IMAGES));
  }

  @Test
  void anEmbeddingThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatThrownBy(() -> FrontEnds.create("lenet", "flatten", 1, ADAM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("front-end lenet has no layer 'flatten', expected one of")
        .hasMessageContaining("embedding");
  }

  @Test
  void mapsThatWereNotFlattenedAreRefused() {
    assertThatThrownBy(() -> FrontEnds.create("lenet", "pool2", 1, ADAM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedding 'pool2' of front-end lenet")
        .hasMessageContaining("expected vectors: flatten");
  }

  @Test
  void configurationsOfEitherKindStartFromWeightsOfTheSeed(@TempDir Path directory)
      throws IOException {
    Path layers = directory.resolve("layers.json");
    Files.writeString(layers, PaperCnn.configuration(1, ADAM).toJson());
    Path graph = directory.resolve("graph.json");
    Files.writeString(graph, named("residual").network().getConfiguration().toJson());

    FrontEnd fromLayers = FrontEnds.create(layers.toString(), "flatten", 3, ADAM);
    FrontEnd fromGraph = FrontEnds.create(graph.toString(), "", 3, ADAM);

    assertThat(fromLayers.width()).isEqualTo(128);
    assertThat(fromLayers.network().params())
        .isEqualTo(FrontEnds.create("paper", "", 3, ADAM).network().params());
    assertThat(fromGraph.width()).isEqualTo(64);
    assertThat(fromGraph.network().params())
        .isEqualTo(FrontEnds.create("residual", "", 3, ADAM).network().params())
        .isNotEqualTo(named("residual").network().params());
  }

  @Test
  void savedNetworksOfEitherKindComeWithTheirWeightsAlone(@TempDir Path directory)
      throws IOException {
    MultiLayerNetwork layers = new MultiLayerNetwork(PaperCnn.configuration(5, ADAM));
    layers.init();
    layers.fit(new ExistingDataSetIterator(List.of(samples())), 3);
    ComputationGraph graph = FrontEnds.create("residual", "", 5, ADAM).network();
    graph.fit(new ExistingDataSetIterator(List.of(samples())), 3);
    Path layersFile = directory.resolve("layers.zip");
    Path graphFile = directory.resolve("graph.zip");
    ModelSerializer.writeModel(layers, layersFile.toFile(), true);
    ModelSerializer.writeModel(graph, graphFile.toFile(), true);

    assertBegins(FrontEnds.create(layersFile.toString(), "flatten", 1, SGD), layers.params());
    assertBegins(FrontEnds.create(graphFile.toString(), "", 1, SGD), graph.params());
  }

  private static void assertBegins(FrontEnd frontEnd, INDArray weights) {
    ComputationGraph network = frontEnd.network();
    assertThat(network.params()).isEqualTo(weights);
    assertThat(network.getIterationCount()).isZero();
    assertThat(network.getEpochCount()).isZero();
    for (Layer layer : network.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer learning) {
        assertThat(learning.getIUpdater()).isEqualTo(SGD);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFrontEndIsAClassifierOfTenClasses(String name) throws IOException {
    FrontEnd frontEnd = named(name);

    assertThatCode(() -> frontEnd.requireClassifier(10)).doesNotThrowAnyException();
    assertThatThrownBy(() -> frontEnd.requireClassifier(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("front-end " + name + " tells 10 classes apart, expected 3");
  }

  @Test
  void graphsThatAreNoClassifiersAreRefused() {
    OutputLayer.Builder squares =
        new OutputLayer.Builder(LossFunction.MSE).nOut(10).activation(Activation.IDENTITY);
    FrontEnd unbounded = graph("squares", g -> g.addLayer("out", squares.build(), "dense"), "out");
    FrontEnd sum = graph("sum", g -> g.addVertex("twice", new ScaleVertex(2), "dense"), "twice");
    OutputLayer.Builder softmax =
        new OutputLayer.Builder(LossFunction.MCXENT).nOut(10).activation(Activation.SOFTMAX);
    FrontEnd two =
        graph(
            "two",
            g -> g.addLayer("a", softmax.build(), "dense").addLayer("b", softmax.build(), "dense"),
            "a",
            "b");

    assertThatThrownBy(() -> unbounded.requireClassifier(10))
        .hasMessage("front-end squares ends in 'out', expected an output layer with softmax");
    assertThatThrownBy(() -> sum.requireClassifier(10))
        .hasMessage("front-end sum ends in 'twice', expected an output layer with softmax");
    assertThatThrownBy(() -> two.requireClassifier(10))
        .hasMessage("front-end two has outputs [a, b], expected one, the classes");
  }

  private static FrontEnd graph(
      String name, Consumer<ComputationGraphConfiguration.GraphBuilder> head, String... outputs) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .addLayer("dense", new DenseLayer.Builder().nOut(10).build(), "input");
    head.accept(graph);
    ComputationGraph network =
        new ComputationGraph(graph.setOutputs(outputs).setInputTypes(FrontEnd.IMAGES).build());
    network.init();
    return new FrontEnd(name, network, "dense");
  }

  @Test
  void severalInputsAreRefused() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("dense", new DenseLayer.Builder().nOut(10).build(), "both")
                .setOutputs("dense")
                .setInputTypes(FrontEnd.IMAGES, FrontEnd.IMAGES)
                .build());
    network.init();

    assertThatThrownBy(() -> new FrontEnd("eyes", network, "dense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("front-end eyes has inputs [left, right], expected one, the image");
  }

  @Test
  void aConfigurationThatLacksASizeIsNamedWithTheLayer(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("open.json");
    ComputationGraphConfiguration open =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("image")
            .addLayer("features", new DenseLayer.Builder().nOut(10).build(), "image")
            .setOutputs("features")
            .build();
    Files.writeString(file, open.toJson());

    assertThatThrownBy(() -> FrontEnds.create(file.toString(), "features", 1, ADAM))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": Deeplearning4j does not build this network: ")
        .hasMessageContaining("features")
        .hasMessageContaining("nIn");
  }

  @Test
  void whatIsNoNetworkIsNamed(@TempDir Path directory) throws IOException {
    Path broken = directory.resolve("broken.json");
    Files.writeString(broken, "{}");
    Path other = directory.resolve("network.onnx");
    Files.writeString(other, "");

    assertThatThrownBy(() -> named("resnet-50"))
        .hasMessageContaining("there is no front-end resnet-50, expected one of [paper, ");
    assertThatThrownBy(() -> named(broken.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(broken + ": not a network of Deeplearning4j, or damaged");
    assertThatThrownBy(() -> named(other.toString()))
        .hasMessageContaining(
            "expected a configuration, .json, or a saved network, .zip, or .h5 of Keras");
  }
}
