package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
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
      ShockleyDiode there = (ShockleyDiode) XyceDiode.of(diode);
      assertThat(there.emission() * XyceDiode.thermalVoltage(celsius))
          .isCloseTo(diode.slopeVoltage(), within(1e-17));
      assertThat(there.emission() / diode.emission() - 1).isBetween(2.7e-5, 2.9e-5);
      assertThat(there.celsius()).isEqualTo(celsius);
      assertThat(there.saturationCurrent()).isEqualTo(IS);
    }
    assertThat(((ShockleyDiode) XyceDiode.of(original())).emission()).isCloseTo(1, within(1e-15));
  }

  @Test
  void devicesWithoutAThermalVoltageStayAsTheyAre() {
    DiodeModel other = new PiecewiseLinearDiode(0.15, 1, 1e20);
    assertThat(XyceDiode.of(other)).isSameAs(other);
  }
}
