package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Looking up engines. */
class EnginesTest {

  @Test
  void aNameThatIsUnknownIsAnErrorThatListsTheUsableOnes() {
    assertThatThrownBy(() -> Engines.named("spectre"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no engine 'spectre', expected one of [builtin");
  }

  @Test
  void allEnginesHaveNamesOfTheirOwn() {
    assertThat(Engines.all().stream().map(Engine::name))
        .containsExactlyInAnyOrder("builtin", "ngspice", "ngspice-full");
  }
}
