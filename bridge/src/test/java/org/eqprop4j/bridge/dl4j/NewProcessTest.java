package org.eqprop4j.bridge.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.eqprop4j.bridge.Nudging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

class NewProcessTest {
  private static final DataSet IMAGES = Networks.images(DataType.FLOAT, 20);

  /** Prints the outputs of a saved network, to the last bit. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws Exception {
      System.out.println(outputs(ModelSerializer.restoreMultiLayerNetwork(new File(args[0]))));
    }
  }

  private static String outputs(MultiLayerNetwork network) {
    float[] values = network.output(IMAGES.getFeatures()).dup('c').data().asFloat();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return "outputs " + Arrays.toString(bits);
  }

  @Test
  void aSavedNetworkGivesTheSameOutputsInANewProcess(@TempDir Path directory) throws Exception {
    MultiLayerNetwork network =
        Networks.initialised(
            Networks.cnn(DataType.FLOAT, new Adam(3e-3), Networks.block(Nudging.CENTRED, 1e-7)));
    network.fit(IMAGES);
    File file = directory.resolve("network.zip").toFile();
    ModelSerializer.writeModel(network, file, true);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(printed.lines()).contains(outputs(network));
  }
}
