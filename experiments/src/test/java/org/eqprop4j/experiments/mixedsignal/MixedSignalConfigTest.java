package org.eqprop4j.experiments.mixedsignal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.eqprop4j.analog.engine.worker.Isolation;
import org.eqprop4j.bridge.Nudging;
import org.eqprop4j.experiments.config.Beta;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixedSignalConfigTest {
  private final ConfigLoader<MixedSignalConfig> loader =
      new ConfigLoader<>(MixedSignalConfig.class, "mixed-signal");

  @TempDir Path dir;

  @Test
  void defaultsAreThoseThatTheDocumentationReports() {
    MixedSignalConfig config = loader.load(List.of());

    assertThat(config.circuit())
        .isEqualTo(
            new CircuitConfig(
                100,
                30,
                new DiodeConfig(1e-6, 1, 27, 0),
                new ConductanceConfig(0, 1e-6, 1e-9, 1e-4),
                1,
                10,
                3,
                4));
    assertThat(config.analog())
        .isEqualTo(
            new AnalogTrainingConfig(
                1, 15, 64, Nudging.CENTRED, new Beta(OptionalDouble.empty()), List.of(1e-7, 5e-9)));
    assertThat(config.cnn()).isEqualTo(new CnnConfig(20, 64, 2e-3));
    assertThat(config.data()).isEqualTo(new DataConfig("", 60_000, 10_000));
    assertThat(config.engine()).isEqualTo("builtin");
    assertThat(config.isolation()).isEqualTo(Isolation.AUTO);
  }

  @Test
  void quickPresetUsesFewerImagesAndLeavesTheCircuitAlone() {
    MixedSignalConfig quick = loader.load(List.of(loader.quick()));
    MixedSignalConfig full = loader.load(List.of());

    assertThat(quick.data().trainImages()).isLessThan(full.data().trainImages());
    assertThat(quick.cnn().epochs()).isLessThan(full.cnn().epochs());
    assertThat(quick.circuit()).isEqualTo(full.circuit());
  }

  @Test
  void writtenConfigReadsBackEqual() throws IOException {
    MixedSignalConfig config =
        loader.load(
            List.of(
                set("circuit.diode.bias=33.3m"),
                set("seed=9007199254740993"),
                ConfigLayer.text("--data", "data.directory", "a: b #c 'd")));
    Path file = Files.writeString(dir.resolve("config.yaml"), ConfigLoader.toYaml(config));

    assertThat(loader.load(List.of(ConfigLayer.file(file)))).isEqualTo(config);
  }

  @Test
  void laterLayersWin() throws IOException {
    Path file = file("circuit: {hidden: 50, gain: 8}");

    MixedSignalConfig config =
        loader.load(List.of(ConfigLayer.file(file), set("circuit.hidden=7")));

    assertThat(config.circuit().hidden()).isEqualTo(7);
    assertThat(config.circuit().gain()).isEqualTo(8);
  }

  @Test
  void emptyFileChangesNothing() throws IOException {
    assertThat(loader.load(List.of(ConfigLayer.file(file("# nothing\n")))))
        .isEqualTo(loader.load(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "circuit: {hiden: 5}|circuit.hiden = 5: unknown key, expected one of hidden, gain",
        "circuits: 5|circuits = 5: unknown key, expected one of seed, threads",
        "circuit: {hidden: 0}|circuit.hidden = 0: expected a whole number of at least 1",
        "circuit: {hidden: 2.5}|circuit.hidden = 2.5: expected a whole number",
        "circuit: {hidden: 10k}|circuit.hidden = \"10k\": expected a whole number",
        "circuit: {hidden: '50'}|circuit.hidden = \"50\": expected a whole number",
        "circuit: {hidden: 99999999999}|circuit.hidden = 99999999999: expected a whole number",
        "circuit: {hidden: }|circuit.hidden = \"\": expected a whole number",
        "circuit: {hidden: null}|circuit.hidden = null: expected a whole number",
        "circuit: {gain: nan}|circuit.gain = \"nan\": expected a number such as",
        "circuit: {gain: four}|circuit.gain = \"four\": expected a number such as",
        "circuit: {gain: -4}|circuit.gain = -4: expected a number above 0",
        "circuit: {gain: true}|circuit.gain = true: expected a number such as",
        "circuit: {gain: [4]}|circuit.gain = [4]: expected a number such as",
        "circuit: {conductance: {floor: -1n}}|circuit.conductance.floor = \"-1n\": expected a num",
        "circuit: {conductance: {ceiling: 1p}}|ceiling = \"1p\": expected more than floor, 1.0E-9",
        "circuit: 5|circuit = 5: expected a group of keys",
        "circuit: null|circuit = null: expected a value",
        "circuit: [5]|circuit = [5]: expected a group of keys",
        "circuit: |circuit = \"\": expected a group of keys",
        "data: {directory: null}|data.directory = null: expected text",
        "data: {directory: {a: 1}}|data.directory = {\"a\":1}: expected text",
        "data: {trainImages: 60001}|data.trainImages = 60001: expected a whole number from 1",
        "engine: abacus|engine = \"abacus\": expected one of builtin, coordinate-descent, newton,",
        "engine: null|engine = null: expected text",
        "isolation: maybe|isolation = \"maybe\": expected one of auto, always, never",
        "isolation: null|isolation = null: expected",
        "analog: {nudging: sideways}|\"sideways\": expected one of centred, positive, negative, adj",
        "analog: {nudging: 1}|analog.nudging = 1: expected one of centred",
        "analog: {beta: fast}|analog.beta = \"fast\": expected auto, or above 0, a number such as",
        "analog: {beta: 0}|analog.beta = 0: expected auto, or above 0, a number such as",
        "analog: {beta: [1n]}|analog.beta = [\"1n\"]: expected auto, or above 0, a number such as",
        "analog: {learningRates: [1n]}|analog.learningRates = [\"1n\"]: expected a list of 2 numb",
        "analog: {learningRates: [1n, -1]}|[\"1n\",-1]: expected a list of 2 numbers above 0",
        "analog: {learningRates: [1n, x]}|analog.learningRates.1 = \"x\": expected a number such",
        "analog: {learningRates: 1n}|analog.learningRates = \"1n\": expected a list",
        "analog: {learningRates: [1n, ]}|analog.learningRates",
      })
  void refusesWhatDoesNotFitInOneLine(String yaml, String message) throws IOException {
    Path file = file(yaml);

    assertThatThrownBy(() -> loader.load(List.of(ConfigLayer.file(file))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed: 1\\nseed: 2|is not YAML: Duplicate",
        "circuit: {gain: .nan}|line 1, column 21 is not YAML: Malformed numeric value",
        "seed: [1|line 1, column",
        "- seed|expected keys with values, got [\"seed\"]",
        "seed|expected keys with values",
      })
  void refusesFilesThatAreNotKeysAndValues(String yaml, String message) throws IOException {
    Path file = file(yaml.replace("\\n", "\n"));

    assertThatThrownBy(() -> ConfigLayer.file(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void namesAMissingFile() {
    Path missing = dir.resolve("missing.yaml");

    assertThatThrownBy(() -> ConfigLayer.file(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(missing + ": cannot be read")
        .hasMessageContaining("NoSuchFile");
  }

  @Test
  void namesTheOptionThatIsWrong() throws IOException {
    Path file = file("circuit: {hidden: 50}");

    assertThatThrownBy(() -> loader.load(List.of(ConfigLayer.file(file), set("circuit.hidden=-3"))))
        .hasMessage(
            "--set circuit.hidden=-3: circuit.hidden = -3: expected a whole number of at least 1");
    assertThatThrownBy(() -> set("hidden")).hasMessageContaining("expected KEY=VALUE");
    assertThatThrownBy(() -> set("=1")).hasMessageContaining("expected KEY=VALUE");
    assertThatThrownBy(() -> loader.load(List.of(set("seed=")))).hasMessageContaining("seed =");
  }

  @Test
  void takesAPathAsItStands() {
    MixedSignalConfig config =
        loader.load(List.of(ConfigLayer.text("--data", "data.directory", "1: [x")));

    assertThat(config.data().directory()).isEqualTo("1: [x");
  }

  private static ConfigLayer set(String assignment) {
    return ConfigLayer.assignment("--set", assignment);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(dir.resolve("my.yaml"), yaml);
  }
}
