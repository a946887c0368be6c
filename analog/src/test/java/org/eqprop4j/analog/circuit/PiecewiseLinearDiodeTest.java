package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.eqprop4j.analog.testing.DeviceLaw;
import org.junit.jupiter.api.Test;

class PiecewiseLinearDiodeTest {
  private final PiecewiseLinearDiode diode = new PiecewiseLinearDiode(0.2, 10, 1e6);

  @Test
  void theCurrentIsThatOfTheOffResistanceAndAboveTheThresholdThatOfTheOnResistance() {
    assertThat(diode.current(-3)).isCloseTo(-3e-6, withinPercentage(1e-12));
    assertThat(diode.current(0.1)).isCloseTo(0.1e-6, withinPercentage(1e-12));
    assertThat(diode.current(0.2)).isCloseTo(0.2e-6, withinPercentage(1e-12));
    assertThat(diode.current(1.2)).isCloseTo(0.2e-6 + 0.1, withinPercentage(1e-12));
    assertThat(diode.drop(0.1e-6)).isCloseTo(0.1, withinPercentage(1e-12));
    assertThat(diode.drop(0.2e-6 + 0.1)).isCloseTo(1.2, withinPercentage(1e-12));
  }

  @Test
  void currentConductanceAndCoContentBelongTogether() {
    DeviceLaw.assertHolds(diode, -5, 5, 0.2);
    DeviceLaw.assertHolds(new PiecewiseLinearDiode(0, 1, 1e20), -1, 1, 0);
  }

  @Test
  void impossibleDevicesAreRefused() {
    assertThatThrownBy(() -> new PiecewiseLinearDiode(-0.1, 1, 1e6))
        .hasMessage("diode threshold VTH must be at least 0, got -0.1 V");
    assertThatThrownBy(() -> new PiecewiseLinearDiode(0.1, 0, 1e6))
        .hasMessage("diode resistance RON must be positive, got 0.0 ohm");
    assertThatThrownBy(() -> new PiecewiseLinearDiode(0.1, 10, 9))
        .hasMessage("diode resistance ROFF must be finite and at least RON, got 9.0 ohm");
  }
}
