package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkFileTest {
  @TempDir Path directory;

  private final ComputationGraph network = PaperCnn.create(7, PaperCnn.updater(100));

  @Test
  void keepsConfigurationParametersUpdaterAndCounters() throws IOException {
    new NetworkTrainer(2, 16, 1).fit(network, Patterns.images(40, 1));
    Path file = directory.resolve("cnn.zip");
    NetworkFile.save(network, file);

    ComputationGraph loaded = NetworkFile.load(file);

    assertThat(loaded.getConfiguration()).isEqualTo(network.getConfiguration());
    assertThat(loaded.params()).isEqualTo(network.params());
    assertThat(loaded.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(loaded.getIterationCount()).isEqualTo(6);
    assertThat(loaded.getEpochCount()).isEqualTo(2);
  }

  @Test
  void aLoadedNetworkIsOnOneDnnAgain() throws IOException {
    assumeThat(OneDnn.available()).isTrue();
    ComputationGraph loaded = NetworkFile.fromBytes(NetworkFile.toBytes(network), "bytes");

    assertThat(loaded.getLayer("conv1").getHelper()).isNotNull();
    assertThat(loaded.getLayer("pool2").getHelper()).isNotNull();
  }

  /** As the first versions wrote them. */
  @Test
  void aSequenceOfLayersGoesOnLearningAsAGraphWithTheSameBits() throws IOException {
    MultiLayerNetwork layers =
        new MultiLayerNetwork(PaperCnn.configuration(7, PaperCnn.updater(12)));
    layers.init();
    OneDnn.enable(layers);
    SamplesIterator batches = Patterns.images(40, 1).inOrder(16);
    Nd4j.getRandom().setSeed(3);
    layers.fit(batches, 2);
    Path file = directory.resolve("layers.zip");
    ModelSerializer.writeModel(layers, file.toFile(), true);

    ComputationGraph graph = NetworkFile.load(file);
    assertThat(graph.params()).isEqualTo(layers.params());
    assertThat(graph.getIterationCount()).isEqualTo(6);
    assertThat(graph.getEpochCount()).isEqualTo(2);
    Nd4j.getRandom().setSeed(4);
    layers.fit(batches, 1);
    Nd4j.getRandom().setSeed(4);
    graph.fit(batches, 1);

    assertThat(graph.params().toFloatVector()).isEqualTo(layers.params().toFloatVector());
    assertThat(graph.getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(layers.getUpdater().getStateViewArray().toFloatVector());
    INDArray images = Patterns.images(20, 2).inOrder(20).next().getFeatures();
    assertThat(graph.outputSingle(images)).isEqualTo(layers.output(images));
  }

  @Test
  void aSequenceOfLayersWithoutAStateOfItsUpdaterIsRead() throws IOException {
    MultiLayerNetwork layers = new MultiLayerNetwork(PaperCnn.configuration(7, new Sgd(0.1)));
    layers.init();
    Path file = directory.resolve("layers.zip");
    ModelSerializer.writeModel(layers, file.toFile(), true);

    assertThat(NetworkFile.load(file).params()).isEqualTo(layers.params());
  }

  @Test
  void replacesAFileAndLeavesNoOtherBehind() throws IOException {
    Path file = Files.writeString(directory.resolve("cnn.zip"), "what was there before");
    NetworkFile.save(network, file);

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(ModelSerializer.restoreComputationGraph(file.toFile()).params())
        .isEqualTo(network.params());
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("cnn.zip"));
    Files.createFile(taken.resolve("in the way"));

    assertThatIOException().isThrownBy(() -> NetworkFile.save(network, taken));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(taken);
    }
  }

  @Test
  void namesAFileThatIsMissing() {
    Path file = directory.resolve("nowhere.zip");
    assertThatIOException()
        .isThrownBy(() -> NetworkFile.load(file))
        .withMessage(file + ": there is no such network file");
  }

  @Test
  void namesAFileThatIsCutShortDamagedOrSomethingElse() throws IOException {
    byte[] bytes = NetworkFile.toBytes(network);
    for (int length : new int[] {0, 10, 500, bytes.length / 2, bytes.length - 30_000}) {
      Path file = directory.resolve(length + ".zip");
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatIOException()
          .isThrownBy(() -> NetworkFile.load(file))
          .withMessage(file + ": not a saved network, or damaged");
    }
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Path damaged = Files.write(directory.resolve("flipped.zip"), flipped);
    assertThatIOException()
        .isThrownBy(() -> NetworkFile.load(damaged))
        .withMessage(damaged + ": not a saved network, or damaged");
    Path text = Files.writeString(directory.resolve("text.zip"), "hello, this is no network");
    assertThatIOException()
        .isThrownBy(() -> NetworkFile.load(text))
        .withMessage(text + ": not a saved network, or damaged");
  }
}
