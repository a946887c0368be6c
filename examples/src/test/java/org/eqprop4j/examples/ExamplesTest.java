package org.eqprop4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every example runs, and what it prints is true. */
class ExamplesTest {

  private static List<String> run(int number) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Example.all().get(number - 1).program().run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** All numbers in a line. */
  private static double[] numbers(String line) {
    return Arrays.stream(line.split("[^-+0-9.eE]+"))
        .filter(word -> word.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @Test
  void areNumberedInOrder() {
    assertThat(Example.all())
        .extracting(Example::number)
        .isEqualTo(IntStream.rangeClosed(1, Example.all().size()).boxed().toList());
  }

  @Test
  void theDividerGivesTheWeightedMean() throws Exception {
    List<String> lines = run(1);
    assertThat(numbers(lines.get(0))).endsWith(1.5);
    assertThat(numbers(lines.get(1))).endsWith(0.5);
    assertThat(numbers(lines.get(2))).containsExactly(1.5, 0.5);
  }

  @Test
  void theNudgedGradientIsThatOfTheLoss() throws Exception {
    List<String> rows = run(2).stream().skip(1).toList();
    assertThat(rows).hasSize(9);
    for (String row : rows) {
      double[] values = numbers(row);
      assertThat(values[1]).isCloseTo(values[2], within(1e-4 * Math.abs(values[2])));
    }
  }

  @Test
  void theLineIsLearntAndWithItTheConductances() throws Exception {
    List<String> lines = run(3);
    assertThat(numbers(lines.get(1))[0]).isLessThan(1e-4 * numbers(lines.get(0))[0]);
    double[] learnt = numbers(lines.get(2));
    double[] teacher = numbers(lines.get(3));
    assertThat(learnt[0]).isCloseTo(teacher[0], within(0.01 * teacher[0]));
    assertThat(learnt[1]).isCloseTo(teacher[1], within(0.01 * teacher[1]));
  }

  @Test
  void exclusiveOrIsLearnt() throws Exception {
    List<String> lines = run(4);
    assertThat(numbers(lines.get(lines.size() - 1))).containsExactly(1);
  }

  @Test
  void irisIsLearntInTwentyLines() throws Exception {
    assertThat(numbers(run(5).get(0))[0]).isGreaterThan(0.9);
  }

  @Test
  void irisIsLearntWithMosfetsAndNgspiceAgrees() throws Exception {
    List<String> lines = run(6);
    assertThat(numbers(lines.get(0))[0]).isGreaterThan(0.9);
    double[] outputs = numbers(lines.get(1));
    assertThat(outputs).hasSize(3);
    if (!lines.get(2).contains("missing")) {
      assertThat(numbers(lines.get(2))).containsExactly(outputs, within(2e-9));
    }
  }

  @Test
  void irisIsLearntWithMemristorsThatCanBeWrittenAsANetlist() throws Exception {
    List<String> lines = run(7);
    assertThat(numbers(lines.get(0))[0]).isGreaterThan(0.9);
    assertThat(lines.get(2)).startsWith("bfloor_0 ").contains("sinh(");
  }

  @Test
  void pixelsAreClassifiedByTwoHeads() throws Exception {
    List<String> lines = run(8);
    assertThat(numbers(lines.get(lines.size() - 2))[0]).isGreaterThan(0.7);
    assertThat(numbers(lines.get(lines.size() - 1))[0]).isGreaterThan(0.9);
  }

  @Test
  void irisIsLearntWithTheRulesOfHardwareAndHeatIsWhatSourcesDeliver() throws Exception {
    List<String> lines = run(9);
    assertThat(numbers(lines.get(0))[0]).isGreaterThan(0.85);
    double[] power = lines.stream().skip(2).mapToDouble(line -> numbers(line)[0]).toArray();
    assertThat(power[0] + power[1]).isPositive().isCloseTo(power[2] + power[3], within(3e-4));
  }

  @Test
  void aNetworkWithACircuitIsTrainedSavedAndLoaded() throws Exception {
    List<String> lines = run(10);
    double before = numbers(lines.get(0))[0];
    double after = numbers(lines.get(1))[0];
    assertThat(before).isLessThan(0.3);
    assertThat(after).isGreaterThan(0.7);
    assertThat(numbers(lines.get(2))[0]).isEqualTo(after);
  }
}
