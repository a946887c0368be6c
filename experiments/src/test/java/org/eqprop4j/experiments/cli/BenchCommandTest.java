package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.eqprop4j.analog.kernel.Kernels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int eqprop(String... args) {
    return Eqprop.execute(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void resultsAreMachineReadable() throws IOException {
    assertThat(eqprop("bench", "iris", "--seconds", "0.01", "--batch", "40", "--json")).isZero();
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertThat(results).hasSize(1);
    JsonNode iris = results.get(0);
    assertThat(iris.get("network").asText()).isEqualTo("iris");
    assertThat(iris.get("kernels").asText()).isEqualTo(Kernels.active().name());
    assertThat(iris.get("batch").asInt()).isEqualTo(40);
    // 9 rows by 10 hidden nodes, 11 rows by 6 output nodes.
    assertThat(iris.get("conductances").asInt()).isEqualTo(9 * 10 + 11 * 6);
    assertThat(iris.get("free").asDouble()).isPositive();
    assertThat(iris.get("freeSteps").asDouble()).isPositive();
    assertThat(iris.get("multiplyAdds").asDouble()).isGreaterThan(9 * 10 + 2 * 11 * 6);
    assertThat(iris.get("shareOfPeak").asDouble()).isPositive();
    assertThat(iris.get("heapMegabytes").asDouble()).isBetween(0.0, 100.0);
  }

  @Test
  void aTableNamesEveryNetworkAskedFor() {
    assertThat(eqprop("bench", "iris", "head", "--seconds", "0.01", "--threads", "2")).isZero();
    assertThat(out.toString().lines().map(line -> line.substring(0, line.indexOf(' '))))
        .containsSubsequence("network", "iris", "head");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(eqprop("bench", "huge")).isEqualTo(2);
    assertThat(err.toString()).contains("no network 'huge'", "iris", "local-deep", "scaling");
    assertThat(eqprop("bench", "--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads of at least 1");
    assertThat(eqprop("bench", "--batch", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--batch of at least 1 sample, got 0");
    assertThat(eqprop("bench", "speedup", "--threads", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads of at least 2 and --turns of at least 1");
  }

  @Test
  void oneAndSeveralThreadsTrainInTurnsToTheSameBits() throws IOException {
    assertThat(
            eqprop(
                "bench",
                "speedup",
                "iris",
                "head",
                "--seconds",
                "0.05",
                "--turns",
                "3",
                "--batch",
                "96",
                "--json"))
        .isZero();
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertThat(results.findValuesAsText("network")).containsExactly("iris", "head");
    for (JsonNode result : results) {
      assertThat(result.get("threads").asInt()).isEqualTo(2);
      assertThat(result.get("batch").asInt()).isEqualTo(96);
      assertThat(result.get("equal").asBoolean()).isTrue();
      assertThat(result.get("speedup").asDouble())
          .isBetween(result.get("least").asDouble(), result.get("most").asDouble());
      assertThat(result.get("ratios")).hasSize(3);
      assertThat(result.get("limits")).hasSize(3);
      assertThat(result.get("limit").asDouble()).isPositive();
      int idle = 0;
      for (JsonNode limit : result.get("limits")) {
        idle += limit.asDouble() >= 1.94 ? 1 : 0;
      }
      assertThat(result.get("idleTurns").asInt()).isEqualTo(idle);
      assertThat(result.get("roundTrips")).hasSize(4);
      if (Runtime.getRuntime().availableProcessors() > 1) {
        // Not even light goes from core to core and back in a nanosecond's fraction.
        assertThat(result.get("roundTrip").asDouble()).isGreaterThan(1);
      }
    }
  }

  @Test
  void enginesAreComparedOnTheSameCircuitByTimeAndKirchhoffsLaw() throws IOException {
    assertThat(
            eqprop(
                "bench",
                "solvers",
                "iris",
                "--engines",
                "newton,coordinate-descent,builtin",
                "--seconds",
                "0.01",
                "--json"))
        .isZero();
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertThat(results.findValuesAsText("engine"))
        .containsExactly("newton", "coordinate-descent", "builtin");
    assertThat(results.get(0).get("relativeTime").asDouble()).isEqualTo(1);
    for (JsonNode result : results) {
      assertThat(result.get("diodes").asText()).isEqualTo("PiecewiseLinearDiode");
      assertThat(result.get("free").asDouble()).isNotNegative();
      // Within 1e-9 V; some 1e-5 S hang on a node.
      assertThat(result.get("errorVolts").asDouble()).isLessThan(1e-9);
      assertThat(result.get("residualAmperes").asDouble()).isLessThan(1e-13);
    }
  }

  @Test
  void enginesAreComparedOnShockleyDiodesToo() {
    assertThat(
            eqprop("bench", "solvers", "iris", "--shockley", "--engines=newton", "--seconds=0.01"))
        .isZero();
    assertThat(out.toString()).containsPattern("(?m)^iris +newton +\\d");
    assertThat(eqprop("bench", "solvers", "--shockley", "--engines=coordinate-descent"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--engines: layer 'down1': coordinate descent needs");
  }

  /**
   * JMH refuses to run twice on a machine, for the sake of its times, which count for nothing here.
   */
  @BeforeAll
  static void letJmhRunBesideAnother() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @AfterAll
  static void restore() {
    System.clearProperty("jmh.ignoreLock");
  }

  @Test
  void kernelsAreMeasuredAgainstThePeakOfTheProcessor() throws IOException {
    assertThat(eqprop("bench", "kernels", "--seconds", "0.03", "--json")).isZero();
    JsonNode results = new ObjectMapper().readTree(out.toString());
    int kinds = Kernels.active().vectorLength() > 1 ? 2 : 1;
    assertThat(results).hasSize(6 * kinds);
    assertThat(results.get(0).get("kernel").asText()).isEqualTo("peak");
    assertThat(results.get(0).get("shareOfPeak").asDouble()).isEqualTo(1);
    for (JsonNode result : results) {
      assertThat(result.get("nanoseconds").asDouble()).isPositive();
    }
  }

  @Test
  void comparisonsThatCannotBeAreRefused() {
    assertThat(eqprop("bench", "solvers", "--engines", "abacus")).isEqualTo(2);
    assertThat(err.toString()).contains("--engines: ", "abacus");
    assertThat(eqprop("bench", "solvers", "--tolerance", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("--tolerance 2.0: expected more than 0 and less than 1 V");
    assertThat(eqprop("bench", "kernels", "--seconds", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--seconds 0.0: expected a time above 0");
  }

  @Test
  void theCostOfTheCircuitInTrainingIsARatioOfTimesInOneProcess() throws IOException {
    assertThat(
            eqprop(
                "bench",
                "joint",
                "mlp",
                "--seconds",
                "0.01",
                "--json",
                "--set",
                "circuit.hidden=5"))
        .isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(result.get("frontEnd").asText()).isEqualTo("mlp");
    assertThat(result.get("repetitions").asInt()).isPositive();
    double digital = result.get("digitalWall").asDouble();
    assertThat(digital).isPositive();
    if (result.get("repetitions").asInt() == 1) {
      assertThat(result.get("wallRatio").asDouble())
          .isEqualTo(result.get("jointWall").asDouble() / digital);
    }
  }

  @Test
  void frontEndsThatAreNotThereCannotBeMeasured() {
    assertThat(eqprop("bench", "joint", "alexnet", "--seconds", "0.01")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no front-end alexnet", "compact");
    assertThat(eqprop("bench", "joint", "--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads of at least 1");
  }
}
