package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1u, 1e-6",
    "10k, 1e4",
    "2meg, 2e6",
    "2MEG, 2e6",
    "50n, 5e-8",
    "3m, 3e-3",
    "3M, 3e-3",
    "1.5p, 1.5e-12",
    "7f, 7e-15",
    "4G, 4e9",
    "1t, 1e12",
    "-.5k, -500",
    "+2., 2",
    "1e-3k, 1"
  })
  void readsSpiceSuffixesExactly(String text, double expected) {
    assertThat(Quantity.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "u",
        "1 u",
        "1x",
        "1F0",
        "1uS",
        "10kOhm",
        "NaN",
        ".nan",
        "Infinity",
        "1e999",
        "0x10",
        "1,5",
        "1_000",
        "--1",
        "1e",
        "e5",
        "1e99999",
        "9e9999t"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("expected a number such as 0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "4pF, 4e-12",
    "100V, 100",
    "1F, 1e-15",
    "2.52nA, 2.52e-9",
    "1megohm, 1e6",
    ".568, .568",
    "5m, 5e-3"
  })
  void readsAsSpiceDoesWithAUnitBehind(String text, double expected) {
    assertThat(Quantity.parseSpice(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1A", "1x", "1mil", "V", "{x}", "1 k", "2k5"})
  void refusesWhatSimulatorsReadInDifferentWays(String text) {
    assertThatThrownBy(() -> Quantity.parseSpice(text)).isInstanceOf(NumberFormatException.class);
  }

  @Property
  void readsBackWhatJavaWrites(@ForAll double value) {
    assertThat(Quantity.parse(Double.toString(value))).isEqualTo(value);
  }
}
