package org.eqprop4j.analog.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.data.files.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {
  @TempDir private Path directory;
  private final Model model = Models.everything();

  private Path saved() throws IOException {
    Path file = directory.resolve("model.zip");
    ModelFile.save(model, file);
    return file;
  }

  /** A file like {@link #saved} but for one entry. */
  private Path with(String entry, byte[] content) throws IOException {
    Archive archive = ModelFile.archive(model, "");
    archive.put(entry, content);
    Path file = directory.resolve("model.zip");
    archive.write(file);
    return file;
  }

  private Path withGraph(String old, String replacement) throws IOException {
    String json = new String(Archive.read(saved()).entry("model.json"), UTF_8);
    assertThat(json).contains(old);
    return with(
        "model.json",
        json.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement))
            .getBytes(UTF_8));
  }

  @Test
  void aModelComesBackWithTheSameLayersAndTheSameBits() throws IOException {
    model.parameters()[model.circuit().parameter("a").offset()] = Double.MIN_VALUE;
    model.parameters()[model.circuit().parameter("c").offset()] = Math.nextDown(0.1);
    Model loaded = ModelFile.load(saved());
    assertThat(loaded.uses().stream().map(Use::layer))
        .isEqualTo(model.uses().stream().map(Use::layer).toList());
    assertThat(loaded.inputs()).isEqualTo(model.inputs());
    assertThat(loaded.outputs()).isEqualTo(model.outputs());
    assertThat(loaded.circuit().parameters()).isEqualTo(model.circuit().parameters());
    assertThat(Arrays.stream(loaded.parameters()).mapToLong(Double::doubleToRawLongBits))
        .containsExactly(
            Arrays.stream(model.parameters())
                .mapToLong(Double::doubleToRawLongBits)
                .boxed()
                .toArray(Long[]::new));
  }

  /** Written by the first version, from {@link Models#everything}; values as NumPy reads them. */
  @Test
  void aFileOfTheFirstVersionStaysLoadable() throws IOException {
    Model loaded;
    try (InputStream old = ModelFileTest.class.getResourceAsStream("model-v1.zip")) {
      loaded = ModelFile.load(old, "model-v1.zip");
    }
    assertThat(loaded.uses().stream().map(Use::layer))
        .isEqualTo(model.uses().stream().map(Use::layer).toList());
    assertThat(loaded.parameters()).hasSize(73);
    assertThat(loaded.parameters()[loaded.circuit().parameter("a").offset()])
        .isEqualTo(1.474944626166555e-07);
    assertThat(loaded.parameters()[loaded.circuit().parameter("b").offset()])
        .isEqualTo(2.625535386410165e-06);
    assertThat(loaded.parameters()[loaded.circuit().parameter("diodes").offset()])
        .isEqualTo(1 / 3.0);
    assertThat(loaded.frozen()).isEmpty();
    assertThat(loaded.circuit().outputs().outputs()).isEqualTo(2);
  }

  @Test
  void streamsHoldTheSameBytesAsFilesAndEqualModelsEqualBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.save(Models.everything(), out);
    assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(saved()));
    Model loaded = ModelFile.load(new ByteArrayInputStream(out.toByteArray()), "bytes");
    assertThat(loaded.parameters()).isEqualTo(model.parameters());
  }

  @Test
  void everyParameterBlockIsAnArrayThatOthersReadAsRowsAndColumns() throws IOException {
    Archive archive = Archive.read(saved());
    for (Parameter p : model.circuit().parameters()) {
      INDArray array =
          Nd4j.createNpyFromByteArray(archive.entry("parameters/" + p.name() + ".npy"));
      assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
      assertThat(array.shape()).containsExactly(p.rows(), p.columns());
      for (int i = 0; i < p.size(); i++) {
        assertThat(array.getDouble(i / p.columns(), i % p.columns()))
            .isEqualTo(model.parameters()[p.offset() + i]);
      }
    }
  }

  @Test
  void savingReplacesTheFileAndLeavesNothingElse() throws IOException {
    saved();
    saved();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("model.zip"));
    }
  }

  @Test
  void aFailedSaveLeavesTheOldFileAndNoTemporaryOne() throws IOException {
    Path occupied = Files.createDirectories(directory.resolve("model.zip/in the way"));
    assertThatThrownBy(() -> ModelFile.save(model, directory.resolve("model.zip")))
        .isInstanceOf(IOException.class);
    assertThat(occupied).exists();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("model.zip"));
    }
  }

  @Test
  void directoriesOnTheWayAreMade() throws IOException {
    Path file = directory.resolve("a/b/model.zip");
    ModelFile.save(model, file);
    assertThat(ModelFile.load(file).parameters()).isEqualTo(model.parameters());
  }

  @Test
  void aFileCutOffAnywhereIsRefusedByName() throws IOException {
    Path file = saved();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelFile.load(file))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": no zip file, or one that was cut off");
    }
  }

  @Test
  void damageInsideIsRefusedByName() throws IOException {
    Path file = saved();
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 60; at < 400; at += 20) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      assertThatThrownBy(() -> ModelFile.load(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString())
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("nowhere.zip");
    assertThatThrownBy(() -> ModelFile.load(file)).hasMessage(file + ": there is no such file");
  }

  @Test
  void aMissingEntryIsNamed() throws IOException {
    Archive archive = new Archive("");
    archive.put("model.json", Archive.read(saved()).entry("model.json"));
    Path file = directory.resolve("model.zip");
    archive.write(file);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": entry parameters/bias.npy is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 2 | \"version\" : 3 | model.json has version 3, expected 1 to 2",
        "\"version\" : 2 | \"version\" : 0 | model.json has version 0, expected 1 to 2",
        "\"eqprop4j-analog-model\" | \"zoo\" | model.json has format \"zoo\", expected \"eqprop4j-analog-model\"",
        "\"type\" : \"dense\" | \"type\" : \"convolution\" | Could not resolve type id 'convolution'",
        "\"units\" : 4, | | Missing creator property 'units'",
        "\"units\" : 4, | \"units\" : 4, \"unit\" : 4, | Unrecognized field \"unit\"",
        "\"low\" : 0.0 | \"low\" : -1.0 | layer 'a' has lower conductance bound -1.0 S, expected at least 0 S",
        "\"outputs\" : [ \"current\" ] | \"outputs\" : [ \"c\" ] | the circuit has no output, expected a current or a voltage output layer",
        "\"outputs\" : [ \"current\" ] | \"outputs\" : [ \"d\" ] | the output list names 'd', expected a layer that comes before",
        "\"inputs\" : [ \"b\" ] | \"inputs\" : [ \"z\" ] | layer 'c' names 'z', expected a layer that comes before",
        "\"name\" : \"inverted\" | \"name\" : \"x\" | two layers are named 'x'",
        "\"units\" : 4 | \"units\" : 5 | parameters/a.npy has shape (10, 4), expected (10, 5)",
        "\"saturationCurrent\" : 1.0E-9, | | saturationCurrent",
      })
  void aGraphThatIsNotValidIsRefusedInOneLine(String old, String replacement, String message)
      throws IOException {
    Path file = withGraph(old, replacement == null ? "" : replacement);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void textThatIsNoJsonIsRefusedByName() throws IOException {
    Path file = with("model.json", "{ oops".getBytes(UTF_8));
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": model.json cannot be read: Unexpected character");
  }

  @Test
  void valuesThatAreNotValidAreRefusedByLayerRowAndColumn() throws IOException {
    double[] values = new double[40];
    values[6] = -1;
    Path file = with("parameters/a.npy", Npy.write(values, 10, 4));
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": a[1, 2] is -1.0 S, expected a finite conductance of at least 0");
  }

  @Test
  void arraysOfAnotherKindAreRefusedByName() throws IOException {
    String name = "parameters/a.npy";
    byte[] good = Archive.read(saved()).entry(name);
    Path cut = with(name, Arrays.copyOf(good, good.length - 1));
    assertThatThrownBy(() -> ModelFile.load(cut))
        .hasMessage(cut + ": " + name + " has 319 bytes of data, expected 40 doubles");
    Path text = with(name, "1 2 3".getBytes(UTF_8));
    assertThatThrownBy(() -> ModelFile.load(text))
        .hasMessage(text + ": " + name + " is no NumPy array file of version 1.0");
    byte[] floats = new String(good, ISO_8859_1).replace("<f8", "<f4").getBytes(ISO_8859_1);
    Path single = with(name, floats);
    assertThatThrownBy(() -> ModelFile.load(single))
        .hasMessageContaining("'descr': '<f4'")
        .hasMessageEndingWith("expected little-endian doubles in C order");
  }
}
