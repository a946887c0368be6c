package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lines of old and new versions mean, as the library sends them. */
class NgspiceMessagesTest {
  private static String banner(String version) {
    return String.join(
        System.lineSeparator(),
        "stdout ******",
        "stdout ** ngspice-" + version + " : Circuit level simulation program",
        "stdout ** Compiled with KLU Direct Linear Solver",
        "stdout ** The U. C. Berkeley CAD Group",
        "stdout ** Copyright 1985-1994, Regents of the University of California.",
        "stdout ** Copyright 2001-2024, The ngspice team.",
        "stdout ******");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "36", "37", "37+", "38", "39", "39.3", "40", "41", "42", "43", "44", "44.2", "45", "45.2",
        "45+", "46", "100"
      })
  void everyVersionFrom36OnIsRecognised(String version) {
    assertThat(NgspiceMessages.version(banner(version))).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"26", "35", "35+"})
  void anOlderVersionIsRefusedByItsName(String version) {
    assertThatThrownBy(() -> NgspiceMessages.version(banner(version)))
        .isInstanceOf(NgspiceException.class)
        .hasMessage("ngspice " + version + " is too old, expected 36 or newer");
  }

  @Test
  void anAnswerWithoutVersionIsQuoted() {
    assertThatThrownBy(() -> NgspiceMessages.version("stderr Error: version: no such command"))
        .hasMessage("ngspice reports no version: stderr Error: version: no such command");
  }

  /** Newer versions talk more. */
  @Test
  void noticesAreNoComplaints() {
    assertThat(
            NgspiceMessages.complain(
                List.of(
                    "stdout Note: No compatibility mode selected!",
                    "stdout Circuit: eqprop4j",
                    "stdout Doing analysis at TEMP = 27.000000 and TNOM = 27.000000",
                    "stdout Using SPARSE 1.3 as Direct Linear Solver",
                    "stdout Note: Starting dynamic gmin stepping",
                    "stdout Note: Dynamic gmin stepping completed")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stderr Error: no such device or model name r99",
        "stderr Warning: singular matrix:  check node n1",
        "stderr run simulation(s) aborted",
        "stderr Fatal error: simulation aborted"
      })
  void complaintsAre(String line) {
    assertThat(NgspiceMessages.complain(List.of(line))).isTrue();
  }
}
