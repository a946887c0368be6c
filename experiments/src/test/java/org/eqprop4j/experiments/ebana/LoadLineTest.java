package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadLineTest {
  private static final ShockleyDiode DIODE = ShockleyDiode.of(1e-7);

  /** I = (Vt/R) W(IS R/Vt exp((V + IS R)/Vt)) - IS, with Lambert's function W. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 200, 2e4, 2e6})
  void junctionBehindAResistanceHasLambertsClosedForm(double ohms) {
    double slope = DIODE.slopeVoltage();
    double saturation = DIODE.saturationCurrent();
    double argument = saturation * ohms / slope * Math.exp((0.5 + saturation * ohms) / slope);
    double current = slope / ohms * lambert(argument) - saturation;

    LoadLine line = new LoadLine(0.5, ohms);
    double drop = line.operatingPoint(DIODE);

    assertThat(drop).isCloseTo(0.5 - ohms * current, within(1e-12));
    assertThat(DIODE.current(drop)).isCloseTo(line.current(drop), within(1e-9 * current));
  }

  /** The solution w of w e^w = x for x above 0. */
  private static double lambert(double x) {
    double w = Math.log1p(x);
    for (int i = 0; i < 100; i++) {
      double error = w + Math.log(w) - Math.log(x);
      w -= error / (1 + 1 / w);
    }
    return w;
  }

  @Test
  void idealDiodeKeepsItsVoltageWhateverTheResistance() {
    PiecewiseLinearDiode ideal = new PiecewiseLinearDiode(0.2, 1e-6, 1e15);

    assertThat(new LoadLine(0.5, 2).operatingPoint(ideal)).isCloseTo(0.2, within(1e-6));
    assertThat(new LoadLine(0.5, 2e4).operatingPoint(ideal)).isCloseTo(0.2, within(1e-6));
    assertThat(new LoadLine(0.1, 2e4).operatingPoint(ideal)).isCloseTo(0.1, within(1e-6));
  }
}
