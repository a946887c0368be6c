package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

class FrontEndsTest {
  private static final Adam ADAM = new Adam(3e-3);
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
    MultiLayerNetwork table = PaperCnn.create(1, ADAM);
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
  void configurationsOfEitherKindAreRead(@TempDir Path directory) throws IOException {
    Path layers = directory.resolve("layers.json");
    Files.writeString(layers, PaperCnn.configuration(1, ADAM).toJson());
    Path graph = directory.resolve("graph.json");
    Files.writeString(graph, named("residual").network().getConfiguration().toJson());

    assertThat(FrontEnds.create(layers.toString(), "flatten", 1, ADAM).width()).isEqualTo(128);
    assertThat(FrontEnds.create(graph.toString(), "", 1, ADAM).width()).isEqualTo(64);
  }

  @Test
  void savedNetworksOfEitherKindComeWithTheirWeights(@TempDir Path directory) throws IOException {
    MultiLayerNetwork layers = PaperCnn.create(5, ADAM);
    ComputationGraph graph = FrontEnds.create("residual", "", 5, ADAM).network();
    Path layersFile = directory.resolve("layers.zip");
    Path graphFile = directory.resolve("graph.zip");
    ModelSerializer.writeModel(layers, layersFile.toFile(), true);
    ModelSerializer.writeModel(graph, graphFile.toFile(), true);

    assertThat(FrontEnds.create(layersFile.toString(), "flatten", 1, ADAM).network().params())
        .isEqualTo(layers.params());
    assertThat(FrontEnds.create(graphFile.toString(), "", 1, ADAM).network().params())
        .isEqualTo(graph.params());
  }

  @Test
  void sequencesComeAsNetworksOfLayers(@TempDir Path directory) throws IOException {
    MultiLayerNetwork lenet = FrontEnds.sequence("lenet", 1, ADAM);
    Path file = directory.resolve("lenet.zip");
    ModelSerializer.writeModel(lenet, file.toFile(), true);

    assertThat(lenet.params()).isEqualTo(named("lenet").network().params());
    assertThat(FrontEnds.sequence(file.toString(), 9, ADAM).params()).isEqualTo(lenet.params());
    assertThatThrownBy(() -> FrontEnds.sequence("residual", 1, ADAM))
        .hasMessage("front-end residual is a graph, expected a sequence");
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
