package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.data.Samples;
import org.eqprop4j.digital.TrainingProgress.Epoch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The paper's first step on the real data set: 90 % on the test images after 20 epochs. Takes about
 * four minutes for each seed. The folder is where Debian's package dataset-fashion-mnist puts the
 * files, or what the system property {@code fashion-mnist} says.
 */
@Tag("slow")
class FashionMnistTest {
  private static final int EPOCHS = 20;
  private static final int BATCH = 64;
  private static final int PIXELS = PaperCnn.SIDE * PaperCnn.SIDE;
  private static final Path FOLDER =
      Path.of(System.getProperty("fashion-mnist", "/usr/share/datasets/fashion-mnist"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void thePapersNetworkReachesThePapersAccuracy(long seed) throws IOException {
    assumeThat(FOLDER).isDirectory();
    Samples train = read("train");
    Samples test = read("t10k");
    MultiLayerNetwork network =
        PaperCnn.create(seed, PaperCnn.updater(EPOCHS * train.inOrder(BATCH).batches()));
    long cpu = cpuNanoseconds();

    new NetworkTrainer(EPOCHS, BATCH, seed)
        .reportTo(
            new TrainingProgress() {
              @Override
              public void epochDone(Epoch epoch) {
                System.out.println("seed " + seed + " " + epoch);
              }
            })
        .fit(network, train);

    double accuracy = Evaluator.accuracy(network, test);
    System.out.printf(
        "seed %d: test accuracy %.4f, %.1f CPU-seconds per epoch%n",
        seed, accuracy, (cpuNanoseconds() - cpu) * 1e-9 / EPOCHS);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.9);
  }

  private static Samples read(String part) throws IOException {
    byte[] pixels;
    byte[] labels;
    try (DataInputStream in = open(part + "-images-idx3-ubyte.gz")) {
      in.skipNBytes(16);
      pixels = in.readAllBytes();
    }
    try (DataInputStream in = open(part + "-labels-idx1-ubyte.gz")) {
      in.skipNBytes(8);
      labels = in.readAllBytes();
    }
    float[] features = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      features[i] = (pixels[i] & 0xff) / 255f;
    }
    int[] classes = new int[pixels.length / PIXELS];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels[i];
    }
    return Samples.classification(
        features, new long[] {1, PaperCnn.SIDE, PaperCnn.SIDE}, classes, 10);
  }

  private static DataInputStream open(String name) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name))));
  }

  /** Of the whole process, garbage collection and compilation included. */
  private static long cpuNanoseconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }
}
