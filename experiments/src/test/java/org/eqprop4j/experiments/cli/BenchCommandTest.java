package org.eqprop4j.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.eqprop4j.analog.kernel.Kernels;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int eqprop(String... args) {
    return Eqprop.execute(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void resultsAreMachineReadable() throws IOException {
    assertThat(eqprop("bench", "iris", "--seconds", "0.01", "--json")).isZero();
    JsonNode results = new ObjectMapper().readTree(out.toString());
    assertThat(results).hasSize(1);
    JsonNode iris = results.get(0);
    assertThat(iris.get("network").asText()).isEqualTo("iris");
    assertThat(iris.get("kernels").asText()).isEqualTo(Kernels.active().name());
    // 9 rows by 10 hidden nodes, 11 rows by 6 output nodes.
    assertThat(iris.get("conductances").asInt()).isEqualTo(9 * 10 + 11 * 6);
    assertThat(iris.get("free").asDouble()).isPositive();
    assertThat(iris.get("freeSteps").asDouble()).isPositive();
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
    assertThat(err.toString()).contains("no network 'huge'", "iris", "wide-deep");
    assertThat(eqprop("bench", "--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads of at least 1");
  }
}
