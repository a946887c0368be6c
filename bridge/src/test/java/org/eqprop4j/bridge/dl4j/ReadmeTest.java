package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path SOURCE =
      ROOT.resolve("bridge/src/test/java/org/eqprop4j/bridge/dl4j/JointExample.java");

  /** Layout and the wrapping of lines aside. */
  private static String code(String text) {
    return text.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
  }

  @Test
  void theReadmeShowsTheExampleAsItIsCompiled() throws IOException {
    String source = Files.readString(SOURCE);
    String example = source.substring(source.indexOf("// begin"), source.indexOf("// end"));

    String readme = Files.readString(ROOT.resolve("README.md"));

    assertThat(code(readme)).contains(code(example));
    assertThat(example.lines().count()).isLessThan(30 + 2L);
  }

  @Test
  void theExampleTrainsAndSavesANetwork(@TempDir Path directory) throws IOException {
    INDArray images = Nd4j.rand(DataType.FLOAT, 20, 1, 28, 28);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 20, 10);
    for (int s = 0; s < 20; s++) {
      labels.putScalar(s, s % 10, 1);
    }
    DataSet data = new DataSet(images, labels);
    Path file = directory.resolve("network.zip");

    MultiLayerNetwork network =
        JointExample.run(
            new ExistingDataSetIterator(data.batchBy(10)),
            new ExistingDataSetIterator(data.batchBy(10)),
            file.toFile());

    assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile()).output(images))
        .isEqualTo(network.output(images));
  }
}
