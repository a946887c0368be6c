package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The engines that there are. */
class EngineListTest {

  @Test
  void allEnginesHaveNamesOfTheirOwn() {
    assertThat(Engines.all().stream().map(Engine::name))
        .containsExactlyInAnyOrder(
            "builtin", "coordinate-descent", "newton", "ngspice", "ngspice-full", "xyce");
  }
}
