package org.eqprop4j.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.analog.model.Archive;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.digital.Embedder;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.FrontEnds;
import org.eqprop4j.digital.NetworkFile;
import org.eqprop4j.digital.PaperCnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class HybridModelTest {
  private static final String DESCRIPTION = "hybrid.json";
  private static final String[] ENTRIES = {DESCRIPTION, "network.zip", "circuit.zip"};
  private static final Samples IMAGES = noise(60);

  private static HybridModel model;

  @TempDir Path directory;

  @BeforeAll
  static void build() {
    ComputationGraph network = PaperCnn.create(7, PaperCnn.updater(100));
    Samples embedding = new Embedder(network, PaperCnn.EMBEDDING).embed(IMAGES);
    model =
        new HybridModel(
            network,
            PaperCnn.EMBEDDING,
            VoltageScaling.fit(embedding, 3, 2),
            circuit(PaperCnn.EMBEDDING_WIDTH));
  }

  private static Model circuit(int inputs) {
    return Heads.head(20, 4).build(inputs, 10, 3);
  }

  private static Samples noise(int count) {
    SplittableRandom random = new SplittableRandom(8);
    float[] pixels = new float[count * PaperCnn.SIDE * PaperCnn.SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    int[] labels = random.ints(count, 0, 10).toArray();
    return Samples.classification(pixels, new long[] {1, PaperCnn.SIDE, PaperCnn.SIDE}, labels, 10);
  }

  private Path saved() throws IOException {
    Path file = directory.resolve("model.zip");
    model.save(file);
    return file;
  }

  @Test
  void aLoadedModelGivesTheSameVoltagesAndPredictionsToTheLastBit() throws IOException {
    HybridModel loaded = HybridModel.load(saved());

    assertThat(loaded.toVolts(IMAGES).features()).isEqualTo(model.toVolts(IMAGES).features());
    try (AnalogNetwork before = Heads.network(model.circuit(), 1);
        AnalogNetwork after = Heads.network(loaded.circuit(), 1)) {
      for (int s = 0; s < IMAGES.size(); s++) {
        double[] volts = Heads.features(model.toVolts(IMAGES.range(s, s + 1)), 0);
        assertThat(after.free(volts).voltages()).isEqualTo(before.free(volts).voltages());
      }
      Evaluation expected = before.evaluate(model.toVolts(IMAGES).inOrder(5));
      Evaluation evaluation = after.evaluate(loaded.toVolts(IMAGES).inOrder(5));
      assertThat(evaluation.confusion()).isDeepEqualTo(expected.confusion());
      assertThat(evaluation.loss()).isEqualTo(expected.loss());
      assertThat(evaluation.samples()).isEqualTo(IMAGES.size());
    }
  }

  /** As the first versions wrote them. */
  @Test
  void aFileWithASequenceOfLayersInsteadOfAGraphIsRead() throws IOException {
    MultiLayerNetwork layers =
        new MultiLayerNetwork(PaperCnn.configuration(1, PaperCnn.updater(100)));
    layers.init();
    layers.setParams(model.network().params());
    Archive archive = Archive.read(saved());
    archive.put(ENTRIES[1], NetworkFile.toBytes(layers));

    HybridModel loaded = HybridModel.load(written(archive));

    assertThat(loaded.toVolts(IMAGES).features()).isEqualTo(model.toVolts(IMAGES).features());
  }

  @Test
  void aFrontEndWithBranchesIsSavedAndLoaded() throws IOException {
    FrontEnd residual = FrontEnds.create("residual", "", 7, PaperCnn.updater(100));
    Samples embedding = new Embedder(residual.network(), residual.embedding()).embed(IMAGES);
    HybridModel graph =
        new HybridModel(
            residual.network(),
            residual.embedding(),
            VoltageScaling.fit(embedding, 3, 2),
            circuit(residual.width()));
    Path file = directory.resolve("residual.zip");
    graph.save(file);

    assertThat(HybridModel.load(file).toVolts(IMAGES).features())
        .isEqualTo(graph.toVolts(IMAGES).features());
  }

  @Test
  void evaluationCountsWhatTheOutputsSaySampleBySample() {
    int right = 0;
    try (AnalogNetwork network = Heads.network(model.circuit(), 1)) {
      for (double lead : Heads.leads(network, model.toVolts(IMAGES))) {
        right += lead > 0 ? 1 : 0;
      }
      assertThat(network.evaluate(model.toVolts(IMAGES).inOrder(5)).accuracy())
          .isEqualTo((double) right / IMAGES.size());
    }
  }

  @Test
  void theSameModelGivesTheSameBytesNowAndLater() throws IOException {
    byte[] first = Files.readAllBytes(saved());

    assertThat(Files.readAllBytes(saved())).isEqualTo(first);
    HybridModel.load(saved()).save(directory.resolve("again.zip"));
    assertThat(Files.readAllBytes(directory.resolve("again.zip"))).isEqualTo(first);
    Archive archive = Archive.read(saved());
    for (byte[] zip : new byte[][] {first, archive.entry(ENTRIES[1]), archive.entry(ENTRIES[2])}) {
      assertNoTimes(zip);
    }
  }

  private static void assertNoTimes(byte[] bytes) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        assertThat(e.getTimeLocal()).as(e.getName()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
      }
    }
  }

  @Test
  void aFileThatIsCutShortIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    for (int length : new int[] {0, 10, 1000, bytes.length / 2, bytes.length - 1}) {
      assertRefused(Files.write(directory.resolve(length + ".zip"), Arrays.copyOf(bytes, length)));
    }
  }

  @Test
  void aFileWithAWrongByteIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    // In the description, in the middle of the network, near the end of the circuit.
    for (int place : new int[] {200, bytes.length / 2, bytes.length - 10_000}) {
      byte[] wrong = bytes.clone();
      wrong[place] ^= 0x10;
      assertRefused(Files.write(directory.resolve("wrong.zip"), wrong));
    }
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws IOException {
    assertRefused(Files.writeString(directory.resolve("text.zip"), "hello, this is no model"));
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path file = directory.resolve("nowhere.zip");
    assertThatIOException()
        .isThrownBy(() -> HybridModel.load(file))
        .withMessage(file + ": there is no such file");
  }

  @Test
  void aMissingEntryIsNamed() throws IOException {
    Archive whole = Archive.read(saved());
    for (String missing : ENTRIES) {
      Archive part = new Archive("part");
      for (String name : ENTRIES) {
        if (!name.equals(missing)) {
          part.put(name, whole.entry(name));
        }
      }
      assertThat(assertRefused(written(part))).contains(missing);
    }
  }

  @Test
  void damagedEntriesAreNamed() throws IOException {
    for (String name : ENTRIES) {
      Archive archive = Archive.read(saved());
      archive.put(name, new byte[] {'P', 'K', 7});
      assertThat(assertRefused(written(archive))).contains(name);
    }
  }

  @Test
  void anotherVersionOrFormatIsRefusedWhateverElseIsThere() throws IOException {
    assertThat(assertRefused(withDescription("\"version\" : 1", "\"version\" : 2, \"more\" : 0")))
        .endsWith("hybrid.json has version 2, expected 1");
    assertThat(assertRefused(withDescription("eqprop4j-hybrid", "else")))
        .endsWith("hybrid.json has format \"else\", expected \"eqprop4j-hybrid\"");
  }

  @Test
  void aDescriptionThatDoesNotFitIsRefused() throws IOException {
    assertThat(assertRefused(withDescription("\"flatten\"", "\"flat\"")))
        .endsWith(
            ": the network has no layer 'flat', it has conv1, pool1, conv2, pool2, flatten,"
                + " dropout, batchnorm, dense, output");
    assertThat(assertRefused(withDescription("\"flatten\"", "null"))).contains("embeddingLayer");
    assertThat(assertRefused(withDescription("\"clip\" : 3.0", "\"clip\" : -3.0")))
        .contains("positive clip");
    assertThat(assertRefused(withDescription("\"scaling\"", "\"scales\""))).contains("scal");
    assertThat(assertRefused(withDescription("{", "["))).contains(DESCRIPTION);
  }

  @Test
  void aScalingOfAnotherWidthIsRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HybridModel(model.network(), PaperCnn.EMBEDDING, model.scaling(), circuit(64)))
        .withMessage("the scaling has 128 features, the circuit 64 inputs");

    HybridModel narrow =
        new HybridModel(
            model.network(),
            PaperCnn.EMBEDDING,
            new VoltageScaling(new float[64], filled(64), 3, 2),
            circuit(64));
    narrow.save(directory.resolve("narrow.zip"));
    Archive mixed = Archive.read(saved());
    mixed.put("circuit.zip", Archive.read(directory.resolve("narrow.zip")).entry("circuit.zip"));
    assertThat(assertRefused(written(mixed)))
        .endsWith("the scaling has 128 features, the circuit 64 inputs");
  }

  private static float[] filled(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void whenTheNetworkCannotBeWrittenTheOldFileStaysAndNothingIsLeftBehind() throws IOException {
    Path file = saved();
    byte[] before = Files.readAllBytes(file);
    ComputationGraphConfiguration configuration = model.network().getConfiguration();
    HybridModel failing =
        new HybridModel(
            new WithoutParameters(configuration),
            PaperCnn.EMBEDDING,
            model.scaling(),
            model.circuit());

    assertThatIllegalStateException()
        .isThrownBy(() -> failing.save(file))
        .withMessage("no parameters");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(files()).containsExactly(file);
  }

  /** A network that cannot be saved. */
  @SuppressWarnings("overrides") // Among Deeplearning4j's own methods.
  private static final class WithoutParameters extends ComputationGraph {
    private static final long serialVersionUID = 1L;

    WithoutParameters(ComputationGraphConfiguration configuration) {
      super(configuration);
      init();
    }

    @Override
    public INDArray params() {
      throw new IllegalStateException("no parameters");
    }
  }

  @Test
  void whenThePlaceIsTakenNothingIsLeftBehind() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Files.createFile(taken.resolve("in the way"));

    assertThatIOException().isThrownBy(() -> model.save(taken));
    assertThat(files()).containsExactly(taken);
  }

  private Path[] files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toArray(Path[]::new);
    }
  }

  private Path withDescription(String from, String to) throws IOException {
    Archive archive = Archive.read(saved());
    String json = new String(archive.entry(DESCRIPTION), StandardCharsets.UTF_8);
    assertThat(json).contains(from);
    archive.put(DESCRIPTION, json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return written(archive);
  }

  private Path written(Archive archive) throws IOException {
    Path file = directory.resolve("changed.zip");
    archive.write(file);
    return file;
  }

  /** The message, one line that starts with the file's name. */
  private static String assertRefused(Path file) {
    StringBuilder message = new StringBuilder();
    assertThatIOException()
        .isThrownBy(() -> HybridModel.load(file))
        .satisfies(e -> message.append(e.getMessage()));
    assertThat(message.toString()).startsWith(file + ": ").doesNotContain("\n");
    return message.toString();
  }
}
