package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.eqprop4j.analog.testing.DeviceLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResistiveDiodeTest {
  /** W(x) by Halley's method, from the asymptotic side. */
  private static double lambertW(double x) {
    double w = x > Math.E ? Math.log(x) - Math.log(Math.log(x)) : x / (1 + x);
    for (int i = 0; i < 50; i++) {
      double e = Math.exp(w);
      double f = w * e - x;
      w -= f / (e * (w + 1) - (w + 2) * f / (2 * w + 2));
    }
    return w;
  }

  /** I = (n Vt / RS) W(IS RS / (n Vt) exp((u + IS RS) / (n Vt))) - IS. */
  @ParameterizedTest
  @CsvSource({
    "1e-9, 1.2, 27, 10, 0.4",
    "1e-9, 1.2, 27, 1e5, 0.7",
    "1e-14, 1, 80, 0.5, 0.9",
    "2.52e-9, 1.752, 27, 0.568, 1",
    "1e-7, 1, -20, 1e4, 0.05"
  })
  void theCurrentIsThatOfLambertsFunction(
      double is, double emission, double celsius, double ohms, double drop) {
    ShockleyDiode junction = new ShockleyDiode(is, emission, celsius);
    double s = junction.slopeVoltage();
    double expected = s / ohms * lambertW(is * ohms / s * Math.exp((drop + is * ohms) / s)) - is;
    assertThat(new ResistiveDiode(junction, ohms).current(drop))
        .isCloseTo(expected, withinPercentage(1e-10));
  }

  @ParameterizedTest
  @CsvSource({"1e-3", "0.568", "1e3", "1e8"})
  void currentConductanceAndCoContentBelongTogether(double ohms) {
    ShockleyDiode junction = new ShockleyDiode(1e-9, 1.2, 27);
    double knee =
        -3 * junction.slopeVoltage() + ohms * junction.current(-3 * junction.slopeVoltage());
    DeviceLaw.assertHolds(new ResistiveDiode(junction, ohms), -3, 0.9, knee);
  }

  @Test
  void anImpossibleResistanceIsRefused() {
    assertThatThrownBy(() -> new ResistiveDiode(ShockleyDiode.of(1e-9), -1))
        .hasMessage("diode series resistance RS must be positive, got -1.0 ohm");
  }
}
