package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told from the recorded output of Xyce. */
class XyceMessagesTest {

  private static String relevant(String run) {
    Recorded recorded = new Recorded(run);
    return XyceMessages.relevant(recorded.stdout(), recorded.stderr());
  }

  @Test
  void theVersionIsTakenFromWhatItPrints() {
    assertThat(XyceMessages.version("Xyce Release 7.10.0-opensource\n"))
        .contains("7.10.0-opensource");
    assertThat(XyceMessages.version(new Recorded("data").stdout())).contains("7.10.0-opensource");
    assertThat(XyceMessages.version("xyce: command not found")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "badprint, Netlist error: There was 1 undefined symbol in .PRINT command: node NONEXIST",
    "baddata, Netlist error: Function or variable NOSUCH is not defined",
    "ctrl, Netlist error in file ctrl.cir at or near line 8 Invalid DC value \"a\" for device PRINT",
    "garbage, Netlist error in file garbage.cir at or near line 3 Unrecognized parameter BAR for"
        + " device R1",
    "noconv, Step size reached minimum step size bound",
  })
  void errorsAreFoundWhereverTheyStand(String run, String message) {
    assertThat(relevant(run).lines()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"badprint", "baddata", "ctrl", "garbage", "noconv", "singular_vloop"})
  void whatDoesNotMatterIsLeftOut(String run) {
    assertThat(relevant(run))
        .doesNotContain("*****", "Simulation aborted", "Elapsed", "Number of Unknowns", "Abort");
  }

  @Test
  void aMessageThatIsRepeatedIsToldOnce() {
    assertThat(relevant("singular_vloop"))
        .isEqualTo(
            "Netlist warning: Numerically singular matrix found by Amesos, returning zero solution"
                + " to nonlinear solver!");
  }

  @Test
  void errorsGoBeforeWarnings() {
    assertThat(relevant("ctrl"))
        .startsWith("Netlist error in file ctrl.cir at or near line 8")
        .contains("Netlist warning in file ctrl.cir at or near line 6");
  }

  @Test
  void withoutAMessageTheLastLinesAreTold() {
    assertThat(relevant("fail1")).contains("DC Step # 1").hasLineCount(8);
    assertThat(XyceMessages.relevant("", "")).isEqualTo("it printed nothing");
  }

  @Test
  void aFloodOfMessagesIsCut() {
    StringBuilder flood = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      flood.append("Netlist error ").append(i).append('\n');
    }
    assertThat(XyceMessages.relevant(flood.toString(), ""))
        .hasLineCount(21)
        .endsWith("and 980 more");
  }

  @Test
  void failedStepsAreNamed() {
    assertThat(XyceMessages.failedSteps(new Recorded("rowfail").stdout())).containsExactly(2);
    assertThat(XyceMessages.failedSteps(new Recorded("noconv").stdout())).containsExactly(1);
    assertThat(XyceMessages.failedSteps(new Recorded("data").stdout())).isEmpty();
  }
}
