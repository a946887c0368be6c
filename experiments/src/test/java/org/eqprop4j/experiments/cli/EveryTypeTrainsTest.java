package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever there is can be named in YAML, and {@code eqprop train} trains with it. */
class EveryTypeTrainsTest {
  /** Between an image of 2 x 2 pixels and the output. */
  private static final List<String> LAYERS =
      List.of(
          "{type: dense, units: 3, initial: {type: he, low: 10n, high: 10u}}",
          "{type: dense, name: a, units: 3}, {type: dense, name: b, units: 3, from: x}, {type: join, from: [a, b]}",
          "{type: inverted-input, name: n, from: x}, {type: stack, from: [x, n]}",
          "{type: reshape, shape: [4]}, {type: bias, units: 2, name: b, volts: 0.5, trainable:"
              + " true}, {type: concatenate, from: [reshape1, b]}",
          "{type: split, first: 0, count: 1}",
          "{type: reshape, shape: [2, 2]}",
          "{type: dense, units: 3}, {type: bias-current}",
          "{type: fixed-resistors, placement: in_series}",
          "{type: dense, units: 3}, {type: fixed-resistors, placement: to_ground, siemens: 2u}",
          "{type: average-pooling-2d, window: {kernel: {height: 2, width: 2}, stride: {height: 1,"
              + " width: 1}, padding: same}}",
          "{type: locally-connected-2d, filters: 2, window: {kernel: {height: 2, width: 1}, stride:"
              + " {height: 1, width: 1}, padding: valid}}",
          "{type: dense, units: 3}, {type: amplification, gain: -3, reference: 0.1}");

  private static final List<String> DEVICES =
      List.of(
          "{type: shockley}",
          "{type: shockley, saturationCurrent: 1p, emission: 1.5, celsius: 80}",
          "{type: shockley-resistive, resistance: 1k}",
          "{type: shockley-resistive, junction: {type: shockley, celsius: 50}, resistance: 10}",
          "{type: spice, model: 1N4148}",
          "{type: spice, model: '.model mine d(is=2n n=1.8 rs=3)', celsius: 60}",
          "{type: piecewise-linear}",
          "{type: mosfet}");

  private static final List<String> INITIALIZERS =
      List.of(
          "{type: constant, value: 1u}",
          "{type: uniform, low: 0, high: 1u}",
          "{type: log-uniform, low: 10n, high: 1u}",
          "{type: glorot, low: 10n, high: 10u}",
          "{type: glorot-log, low: 10n, high: 10u}",
          "{type: he, low: 10n, high: 10u}",
          "{type: he-log, low: 10n, high: 10u}");

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<String> models() {
    return Stream.of(
            LAYERS.stream(),
            DEVICES.stream()
                .map(
                    device ->
                        "{type: dense, units: 3}, {type: diode, direction: down, trainable: true,"
                            + " model: "
                            + device
                            + "}, {type: diode, direction: up, model: "
                            + device
                            + "}"),
            INITIALIZERS.stream().map(i -> "{type: dense, units: 3, initial: " + i + "}"))
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("models")
  void layersDevicesAndInitializersOf(String layers) throws IOException {
    Path model =
        Files.writeString(
            dir.resolve("model.yaml"),
            "layers: [{type: input, name: x, shape: [2, 2, 1]}, "
                + layers
                + ", {type: dense, units: outputs}, {type: current}]\n");
    assertTrains("--model", model.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss={type: mean-squared-error}",
        "loss={type: softmax-cross-entropy}",
        "loss={type: softmax-squared-error}",
        "loss={type: binary-cross-entropy}",
        "loss={type: sparsemax}",
        "loss={type: hinge}",
        "optimizer={type: sgd}",
        "optimizer={type: momentum}",
        "optimizer={type: nesterov}",
        "optimizer={type: adam}",
        "optimizer={type: ams-grad}",
        "learningRates.schedule={type: constant}",
        "learningRates.schedule={type: cosine}",
        "learningRates.schedule={type: step, every: 2, factor: 0.5}",
        "learningRates.schedule={type: warm-up, length: 2, then: {type: constant}}",
        "learningRates.schedulePerLayer={d1: {type: step, every: 1, factor: 0.1}}",
        "nudging={type: centred}",
        "nudging={type: centred, rule: {type: limited, limit: 100n}}",
        "nudging={type: centred, rule: {type: switched}}",
        "nudging={type: one-sided}",
        "nudging={type: random-sign}",
        "nudging={type: adjoint}",
        "betaSchedule={type: step, every: 1, factor: 0.9}",
        "updateRule={type: exact}",
        "updateRule={type: squared-difference}",
        "updateRule={type: multiplicative}",
        "updateRule={type: absolute-value}",
        "updateRule={type: power}",
        "updateRule={type: quantised, step: 1m, range: 1}",
        "updateRule={type: weighted, rule: {type: absolute-value}}",
        "stepping={bounding: clip}",
        "stepping={bounding: reflect, largest: 0.5}",
        "stepping={bounding: logarithm}"
      })
  void trainingWith(String setting) throws IOException {
    assertTrains("--set", "training." + setting);
  }

  /** A voltage output clamps what training would learn: it measures, see docs/layers.md. */
  @Test
  void everyTypeThatModelsCanHaveIsAmongThem() {
    String given = models().collect(Collectors.joining()) + "{type: input}{type: current}";
    for (Class<?> described : List.of(Layer.class, DiodeModel.class, Initializer.class)) {
      for (JsonSubTypes.Type type : described.getAnnotation(JsonSubTypes.class).value()) {
        if (!Set.of("voltage-output", "file").contains(type.name())) {
          assertThat(given).containsPattern("type: " + type.name() + "[,}]");
        }
      }
    }
  }

  private void assertTrains(String... options) throws IOException {
    Path run = dir.resolve("run");
    Path data = Files.write(dir.resolve("data.csv"), rows());
    List<String> arguments =
        new ArrayList<>(List.of("train", "--data", "" + data, "--label", "k", "--epochs", "1"));
    arguments.addAll(List.of("--set", "training.batchSize=8", "--out", run.toString()));
    arguments.addAll(List.of(options));
    int code =
        Eqprop.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    double[] trained = ModelFile.load(run.resolve("model.zip")).parameters();
    assertThat(Arrays.stream(trained).allMatch(Double::isFinite)).isTrue();
  }

  private static List<String> rows() {
    Stream<String> rows =
        IntStream.range(0, 24)
            .mapToObj(
                i -> i % 5 + "," + i % 3 + "," + i % 7 + "," + i % 2 + "," + "pq".charAt(i % 2));
    return Stream.concat(Stream.of("a,b,c,d,k"), rows).toList();
  }
}
