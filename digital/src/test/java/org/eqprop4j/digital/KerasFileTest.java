package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.digital.KerasWriter.Weights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A small network of Keras, its activations calculated here from Keras's definitions. */
class KerasFileTest {
  private static final Adam ADAM = new Adam(1e-2);
  private static final int FILTERS = 3;
  private static final int PLACES = 6;
  private static final int FLAT = PLACES * PLACES * FILTERS;
  private static final int FEATURES = 4;
  private static final Map<String, Weights> WEIGHTS =
      Map.of(
          "conv",
          new Weights(new long[] {5, 5, 1, FILTERS}, values(25 * FILTERS, 1), values(FILTERS, 2)),
          "features",
          new Weights(new long[] {FLAT, FEATURES}, values(FLAT * FEATURES, 3), values(FEATURES, 4)),
          "output",
          new Weights(new long[] {FEATURES, 10}, values(FEATURES * 10, 5), values(10, 6)));
  private static final List<String> LAYERS =
      List.of("conv", "flatten", "dropout", "features", "output");
  private static final float[] IMAGE = values(28 * 28, 7);

  private Path dir;

  /**
   * Where nothing is deleted while the tests run: HDF5 knows files by their inodes, keeps open
   * those whose import failed, and refuses to write a new one that got the inode of such a one.
   */
  @BeforeEach
  void createDirectory() throws IOException {
    dir = Files.createTempDirectory(Path.of("target"), "keras");
  }

  private static float[] values(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() / 4;
    }
    return values;
  }

  private static INDArray image() {
    return Nd4j.createFromArray(IMAGE).reshape(1, 1, 28, 28);
  }

  /** The rectified features, with Keras's order of values: rows, columns, filters. */
  private static double[] features() {
    Weights conv = WEIGHTS.get("conv");
    double[] flat = new double[FLAT];
    for (int y = 0; y < PLACES; y++) {
      for (int x = 0; x < PLACES; x++) {
        for (int f = 0; f < FILTERS; f++) {
          double sum = conv.bias()[f];
          for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
              double pixel = IMAGE[(4 * y + i) * 28 + 4 * x + j];
              sum += pixel * conv.kernel()[(i * 5 + j) * FILTERS + f];
            }
          }
          flat[(y * PLACES + x) * FILTERS + f] = Math.max(0, sum);
        }
      }
    }
    Weights dense = WEIGHTS.get("features");
    double[] features = new double[FEATURES];
    for (int u = 0; u < FEATURES; u++) {
      double sum = dense.bias()[u];
      for (int i = 0; i < FLAT; i++) {
        sum += flat[i] * dense.kernel()[i * FEATURES + u];
      }
      features[u] = Math.max(0, sum);
    }
    return features;
  }

  /** Probabilities of the classes. */
  private static double[] classes() {
    Weights dense = WEIGHTS.get("output");
    double[] features = features();
    double[] classes = new double[10];
    double sum = 0;
    for (int k = 0; k < 10; k++) {
      double output = dense.bias()[k];
      for (int u = 0; u < FEATURES; u++) {
        output += features[u] * dense.kernel()[u * 10 + k];
      }
      classes[k] = Math.exp(output);
      sum += classes[k];
    }
    for (int k = 0; k < 10; k++) {
      classes[k] /= sum;
    }
    return classes;
  }

  private Path sequential(String shape) {
    return sequential(shape, "softmax");
  }

  private Path sequential(String shape, String last) {
    Path file = dir.resolve("sequential.h5");
    String layers =
        String.join(
            ", ",
            KerasWriter.convolution("conv", FILTERS, "\"batch_input_shape\": " + shape),
            KerasWriter.layer("Flatten", "flatten", "\"data_format\": \"channels_last\""),
            KerasWriter.layer("Dropout", "dropout", "\"rate\": 0.15"),
            KerasWriter.dense("features", FEATURES, "relu"),
            KerasWriter.dense("output", 10, last));
    write(file, "Sequential", "\"name\": \"s\", \"layers\": [" + layers + "]");
    return file;
  }

  private Path functional() {
    Path file = dir.resolve("functional.h5");
    String layers =
        String.join(
            ", ",
            KerasWriter.node(
                KerasWriter.layer(
                    "InputLayer",
                    "image",
                    "\"batch_input_shape\": [null, 28, 28, 1], \"sparse\": false")),
            KerasWriter.node(KerasWriter.convolution("conv", FILTERS, ""), "image"),
            KerasWriter.node(
                KerasWriter.layer("Flatten", "flatten", "\"data_format\": \"channels_last\""),
                "conv"),
            KerasWriter.node(KerasWriter.layer("Dropout", "dropout", "\"rate\": 0.15"), "flatten"),
            KerasWriter.node(KerasWriter.dense("features", FEATURES, "relu"), "dropout"),
            KerasWriter.node(KerasWriter.dense("output", 10, "softmax"), "features"));
    write(
        file,
        "Functional",
        "\"name\": \"f\", \"layers\": ["
            + layers
            + "], \"input_layers\": [[\"image\", 0, 0]], \"output_layers\": [[\"output\", 0, 0]]");
    return file;
  }

  private static void write(Path file, String type, String config) {
    String model = "{\"class_name\": \"" + type + "\", \"config\": {" + config + "}}";
    KerasWriter.write(file, model, LAYERS, WEIGHTS);
  }

  private static void assertIsTheNetwork(FrontEnd frontEnd) {
    ComputationGraph network = frontEnd.network();
    INDArray features = network.feedForward(image(), false).get("features");
    assertThat(features.shape()).containsExactly(1, FEATURES);
    assertThat(features.data().asDouble()).containsExactly(features(), within(1e-5));
    assertThat(frontEnd.width()).isEqualTo(FEATURES);
    assertThat(network.getLayer("dropout").conf().getLayer().getIDropout())
        .isEqualTo(new Dropout(0.85));
  }

  @Test
  void sequencesComputeWhatTheyDoInKeras() throws IOException {
    Path file = sequential("[null, 28, 28, 1]");

    assertThat(Arrays.stream(features()).max().orElseThrow()).isPositive();
    assertIsTheNetwork(FrontEnds.create(file.toString(), "features", 1, ADAM));
  }

  @Test
  void graphsComputeWhatTheyDoInKeras() throws IOException {
    assertIsTheNetwork(FrontEnds.create(functional().toString(), "features", 1, ADAM));
  }

  private ComputationGraph classifier(Path file) throws IOException {
    FrontEnd frontEnd = FrontEnds.create(file.toString(), "features", 1, ADAM);
    frontEnd.requireClassifier(10);
    return frontEnd.network();
  }

  private void assertTrainsFromItsWeightsAndSurvivesSaving(Path file) throws IOException {
    ComputationGraph network = classifier(file);
    INDArray labels = Nd4j.zeros(1, 10);
    labels.putScalar(3, 1);
    // The cross-entropy of the class of the label.
    double before = -Math.log(classes()[3]);
    assertThat(network.score(new DataSet(image(), labels))).isEqualTo(before, within(1e-5));
    for (int i = 0; i < 30; i++) {
      network.fit(new DataSet(image(), labels));
    }
    Path saved = dir.resolve("saved.zip");
    NetworkFile.save(network, saved);

    assertThat(network.score(new DataSet(image(), labels))).isLessThan(0.5 * before);
    assertThat(NetworkFile.load(saved).outputSingle(image()))
        .isEqualTo(network.outputSingle(image()));
  }

  @Test
  void sequencesTrainAsClassifiersFromTheirWeightsAndSurviveSaving() throws IOException {
    assertTrainsFromItsWeightsAndSurvivesSaving(sequential("[null, 28, 28, 1]"));
  }

  @Test
  void graphsTrainAsClassifiersFromTheirWeightsAndSurviveSaving() throws IOException {
    assertTrainsFromItsWeightsAndSurvivesSaving(functional());
  }

  @Test
  void theEmbeddingOfAGraphIsRegressedFromItsWeights() throws IOException {
    FrontEnd frontEnd = FrontEnds.create(functional().toString(), "features", 1, ADAM);
    float[] ones = {1, 1, 1, 1};
    ComputationGraph network = EmbeddingRegression.fromTrained(frontEnd, ADAM, ones);
    double before = 0;
    for (double value : features()) {
      before += (value - 1) * (value - 1) / FEATURES;
    }
    DataSet pair = new DataSet(image(), Nd4j.createFromArray(new float[][] {ones}));

    assertThat(network.score(pair)).isEqualTo(before, within(1e-5 * before));
    for (int i = 0; i < 30; i++) {
      network.fit(pair);
    }
    assertThat(network.score(pair)).isLessThan(0.5 * before);
  }

  @Test
  void gradientsOfASequenceAreThoseOfDifferences() throws IOException {
    assertGradientsAreThoseOfDifferences(sequential("[null, 28, 28, 1]"));
  }

  @Test
  void gradientsOfAGraphAreThoseOfDifferences() throws IOException {
    assertGradientsAreThoseOfDifferences(functional());
  }

  private void assertGradientsAreThoseOfDifferences(Path file) throws IOException {
    ComputationGraph network = classifier(file);
    network.getLayer("dropout").conf().getLayer().setIDropout(null);
    INDArray labels = Nd4j.zeros(1, 10);
    labels.putScalar(3, 1);
    network.setInput(0, image());
    network.setLabels(labels);
    network.computeGradientAndScore();
    double[] gradient = network.gradient().gradient().dup().data().asDouble();

    INDArray parameters = network.params();
    float step = 1e-3f;
    for (int p = 0; p < gradient.length; p += 7) {
      float value = parameters.getFloat(p);
      parameters.putScalar(p, value + step);
      double above = network.score(new DataSet(image(), labels));
      parameters.putScalar(p, value - step);
      double below = network.score(new DataSet(image(), labels));
      parameters.putScalar(p, value);
      assertThat(gradient[p]).isCloseTo((above - below) / (2 * step), within(2e-3));
    }
  }

  @Test
  void aLastLayerWithoutSoftmaxIsNoClassifier() {
    Path file = sequential("[null, 28, 28, 1]", "relu");

    assertThatThrownBy(() -> classifier(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "front-end " + file + " ends in 'output', expected an output layer with softmax");
  }

  @Test
  void layersThatAreNotImportedAreNamed() {
    Path file = dir.resolve("odd.h5");
    String layers =
        KerasWriter.layer("Flatten", "flatten", "\"batch_input_shape\": [null, 28, 28, 1]")
            + ", "
            + KerasWriter.layer("MultiHeadAttention", "attention", "")
            + ", "
            + KerasWriter.dense("output", 10, "softmax");
    write(file, "Sequential", "\"name\": \"s\", \"layers\": [" + layers + "]");

    assertThatThrownBy(() -> FrontEnds.create(file.toString(), "output", 1, ADAM))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": Deeplearning4j does not import this network: ")
        .hasMessageContaining("MultiHeadAttention")
        .hasMessageNotContaining("https:");
  }

  @Test
  void filesThatAreNoNetworkOfKerasAreRefused() throws IOException {
    Path text = dir.resolve("text.h5");
    Files.writeString(text, "not HDF5");
    Path weights = dir.resolve("weights.h5");
    KerasWriter.write(weights, null, LAYERS, WEIGHTS);
    Path colour = sequential("[null, 32, 32, 1]");

    assertThatThrownBy(() -> FrontEnds.create(text.toString(), "features", 1, ADAM))
        .hasMessage(text + ": not HDF5; expected a network that Keras saved as .h5, not as .keras");
    assertThatThrownBy(() -> FrontEnds.create(weights.toString(), "features", 1, ADAM))
        .hasMessage(
            weights
                + ": holds no Keras network, only its weights perhaps; save it with model.save");
    assertThatThrownBy(() -> FrontEnds.create(colour.toString(), "features", 1, ADAM))
        .hasMessageContaining(colour + ": its images have the shape [32, 32, 1], expected [28, 28");
  }

  @Test
  void anEmbeddingThatIsNotInTheFileIsRefusedWithThoseThatAre() {
    Path file = sequential("[null, 28, 28, 1]");

    assertThatThrownBy(() -> FrontEnds.create(file.toString(), "", 1, ADAM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no layer 'embedding', expected one of")
        .hasMessageContaining("features");
    assertThatThrownBy(() -> FrontEnds.create(file.toString(), "conv", 1, ADAM))
        .hasMessageContaining("expected vectors: flatten");
  }
}
