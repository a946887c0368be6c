package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.analog.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code eqprop train} refuses, naming the cause, and the remedies that it names. */
class TrainRefusalsTest extends TrainCommandCase {
  @Test
  void missingValueIsRefusedBeforeThereIsARunAndTheRemediesWork() throws IOException {
    String file = file("x,y,k\n1,2,p\n3,,q\n5,6,p\n7,1,q\n2,2,p\n3,9,q\n");
    refused(file, "line 3, column 'y': the value is missing", "missing: drop", "missing: mean");
    for (String remedy : List.of("drop", "mean")) {
      Path run = dir.resolve(remedy);
      assertThat(
              train(file, "--label", "k", "--missing", remedy, "--epochs", "1", "--out", "" + run))
          .isZero();
    }
    assertThat(dir.resolve("drop/log.txt"))
        .content()
        .contains("1 rows lack a value and are left out, 5 are kept");
  }

  @Test
  void textColumnIsRefusedAndTheRemediesWork() throws IOException {
    String file = file("x,c,k\n1,red,p\n3,blue,q\n5,red,p\n7,red,q\n2,blue,p\n3,blue,q\n");
    refused(file, "line 2, column 'c': expected a number", "\"red\"", "category", "ignore it");
    Path ignored = dir.resolve("ignored");
    assertThat(train(file, "--label", "k", "--ignore", "c", "--epochs", "1", "--out", "" + ignored))
        .isZero();
    Path category = dir.resolve("category");
    assertThat(
            train(file, "--label", "k", "--category", "c", "--epochs", "1", "--out", "" + category))
        .isZero();
    assertThat(ModelFile.load(ignored.resolve("model.zip")).circuit().featureCount()).isEqualTo(1);
    assertThat(ModelFile.load(category.resolve("model.zip")).circuit().featureCount()).isEqualTo(3);
  }

  @Test
  void singleClassIsRefused() throws IOException {
    refused(file("x,k\n1,p\n2,p\n3,p\n"), "all 3 rows have the label 'p'", "nothing to learn");
  }

  @Test
  void constantColumnIsLeftOutWithAWarning() throws IOException {
    Path run = dir.resolve("run");
    String file = file("x,c,k\n1,5,p\n3,5,q\n5,5,p\n7,5,q\n2,5,p\n3,5,q\n");
    assertThat(train(file, "--label", "k", "--epochs", "1", "--out", "" + run)).isZero();
    assertThat(run.resolve("log.txt"))
        .content()
        .contains("column 'c' has one and the same value in all training rows and is left out");
    assertThat(ModelFile.load(run.resolve("model.zip")).circuit().featureCount()).isEqualTo(1);
  }

  @Test
  void labelIsAskedFor() throws IOException {
    assertThat(train(blobs(10))).isEqualTo(2);
    assertThat(err.toString()).contains("data.label", "--label").hasLineCount(1);
  }

  @Test
  void lossThatCannotPredictNumbersIsRefused() throws IOException {
    assertThat(train(blobs(10), "--label", "x", "--ignore", "kind", "--set", "data.task=values"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("expected {type: mean-squared-error}").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [{type: input, units: 4}, {type: dens, units: 3}] | layers.1.type = "dens": expected one of amplification, average-pooling-2d, bias
          [{type: input, units: 4}, {type: dense, units: 3, unit: 3}] | layers.1.unit = 3: unknown key, expected one of
          [{type: input, units: 4}, {type: dense, units: 2.5}] | layers.1.units = 2.5: expected a whole number
          [{type: input, units: 4}, {type: dense, units: many}] | layers.1.units = "many": expected a whole number, or features
          [{type: input, units: 4}, {type: dense, units: 3, bounds: {low: -1, high: 1}}] | conductance bound
          [{type: input, units: 4}, {type: dense, units: 3, initial: {type: uniform, low: 1u, high: x}}] | layers.1.initial.high = "x": expected a number such as
          [{type: input, units: 4}, {type: dense, units: 3, from: y}] | layers.1.from = "y": expected names of layers that come before: input1
          [{type: input, name: a, units: 4}, {type: input, name: a, units: 4}] | layers.1.name = "a": expected a name that no other layer has
          [{type: input, units: 4}, {units: 3}] | model.yaml: layers.1.type = : expected one of amplification, average-pooling-2d, bias
          [{type: input, units: 4}, {type: dense, units: 6}, {type: diode, direction: up, model: {type: shockley, saturationCurrent: -1}}] | layers.2.model
          [{type: input, units: 4}, {type: dense, units: 6}] | layers = 0 current layers: expected one layer of type current
          [{type: bias}, {type: dense, units: 6}, {type: current}] | layers = no input: expected a layer of type input
          [{type: input, units: 5}, {type: dense, units: 6}, {type: current}] | layers = 5 inputs: expected 4 for these data
          [{type: input, units: 4}, {type: dense, units: 8}, {type: current}] | layers = 4 outputs: expected 3 for these data
          [{type: input, units: 4}, {type: dense, units: 5}, {type: current}] | layers.2 = current1: layer 'current1'
          """)
  void modelsThatDoNotFitAreRefusedNamingTheKey(String layers, String message) throws IOException {
    Path model = Files.writeString(dir.resolve("model.yaml"), "layers: " + layers + "\n");
    assertThat(train("iris", "--model", model.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.loss={type: softmax}    | training.loss.type = "softmax": expected one of binary
          training.loss={scale: -1}        | training.loss = {"type":"softmax-cross-entropy","scale":-1
          training.optimizer={type: sgd, decay: 1} | training.optimizer.decay = 1: unknown key
          training.nudging={beta: x}       | training.nudging.beta = "x": expected auto, or a number
          training.learningRates.perLayer={d9: 1n} | d9: expected a layer with parameters, one of b1, d1
          training.learningRates.schedule={type: cosine, end: 2} | a cosine schedule ends at 0 to 1
          scaling.kind=log                 | scaling.kind = "log": expected one of standard, extremes
          data.testShare=1                 | data.testShare = 1: expected 0 to below 1
          data.missing=guess               | data.missing = "guess": expected one of refuse, drop, mean
          """)
  void settingsThatDoNotFitAreRefusedNamingTheKey(String assignment, String message) {
    assertThat(train("iris", "--set", assignment)).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1);
  }

  private void refused(String data, String... messages) {
    assertThat(train(data, "--label", "k", "--out", dir.resolve("no").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("eqprop: " + data).contains(messages).hasLineCount(1);
    assertThat(dir.resolve("no")).doesNotExist();
    err.getBuffer().setLength(0);
  }
}
