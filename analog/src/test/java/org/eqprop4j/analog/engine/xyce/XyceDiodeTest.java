package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ResistiveDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.circuit.SpiceDiode;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.junit.jupiter.api.Test;

/** Diodes in Xyce's constants, against recorded voltages and currents. */
class XyceDiodeTest {
  private static final double IS = 1e-14;

  /** Xyce puts it across the junction and counts it as the diode's current. */
  private static final double GMIN = 1e-12;

  /** A diode of which Xyce's of N = 1 is the translation. */
  private static ShockleyDiode original() {
    double ours = ShockleyDiode.of(IS).slopeVoltage();
    return new ShockleyDiode(IS, XyceDiode.thermalVoltage(27) / ours, 27);
  }

  @Test
  void forwardCurrentsAreTheRecordedOnes() {
    double[] row = CsvRows.parse(new Recorded("divcsv").points(), 6, false).get(0);
    double volts = row[2];
    double amperes = row[5];
    assertThat(original().drop(amperes - GMIN * volts)).isCloseTo(volts, within(1e-11));
    assertThat(ShockleyDiode.of(IS).drop(amperes)).isNotCloseTo(volts, within(1e-5));
  }

  @Test
  void reverseCurrentsAreTheRecordedOnes() {
    double[] row = CsvRows.parse(new Recorded("a2").points(), 9, false).get(1);
    double volts = row[0];
    double amperes = row[3];
    assertThat(volts).isEqualTo(-0.25);
    assertThat(original().current(volts) + GMIN * volts).isCloseTo(amperes, within(1e-21));
  }

  @Test
  void theLargerEmissionMakesUpForTheSmallerThermalVoltageAtAnyTemperature() {
    for (double celsius : new double[] {-40, 27, 150}) {
      ShockleyDiode diode = new ShockleyDiode(IS, 1.3, celsius);
      double there = emission(XyceDiode.of(diode));
      assertThat(there * XyceDiode.thermalVoltage(celsius))
          .isCloseTo(diode.slopeVoltage(), within(1e-17));
      assertThat(there / diode.emission() - 1).isBetween(2.7e-5, 2.9e-5);
      assertThat(XyceDiode.of(diode)).isEqualTo(new ShockleyDiode(IS, there, celsius).spice());
      assertThat(XyceDiode.of(new ResistiveDiode(diode, 5)))
          .isEqualTo(new ResistiveDiode(new ShockleyDiode(IS, there, celsius), 5).spice());
    }
    assertThat(emission(XyceDiode.of(original()))).isCloseTo(1, within(1e-15));
  }

  private static double emission(SpiceForm form) {
    return Double.parseDouble(((SpiceForm.Card) form).card().replaceAll(".* n=(\\S+).*", "$1"));
  }

  @Test
  void modelCardsAreWrittenInTheValuesThatHoldAtTheTemperature() {
    SpiceDiode diode =
        new SpiceDiode(".model x d is=1e-9 n=2 eg=1.1 xti=0 rs=3 bv=20 ibv=1e-12 cjo=4p", 27);
    String emission = Double.toString(emission(XyceDiode.of(new ShockleyDiode(1e-9, 2, 27))));
    assertThat(XyceDiode.of(diode))
        .isEqualTo(
            new SpiceForm.Card(
                'd', "+ -", "d is=1.0E-9 n=" + emission + " bv=20.0 ibv=0 rs=3.0", ""));
  }

  @Test
  void whatXyceWouldReadInAnotherWayIsRefused() {
    assertThatThrownBy(() -> XyceDiode.of(SpiceDiode.of(".model x d(is=1n ikf=1m)")))
        .hasMessage(
            ".model x d is=1n ikf=1m: Xyce's diode of level 1 has no IKF and no NBV, "
                + "expected engine 'ngspice'");
  }

  @Test
  void devicesWithoutAThermalVoltageStayAsTheyAre() {
    DiodeModel other = new PiecewiseLinearDiode(0.15, 1, 1e20);
    assertThat(XyceDiode.of(other)).isEqualTo(other.spice());
  }
}
