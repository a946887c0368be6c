package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.eqprop4j.analog.testing.DeviceLaw;
import org.junit.jupiter.api.Test;

class MosfetDiodeTest {
  private final MosfetDiode diode = new MosfetDiode(0.5, 2e-5, 0.1, 4e-6, 1e-6);

  @Test
  void theCurrentIsThatOfTheSaturatedChannelWithLengthModulation() {
    assertThat(diode.current(-2)).isZero();
    assertThat(diode.current(0.5)).isZero();
    // KP W / (2 L) = 4e-5 A/V^2; (2 - 0.5)^2 = 2.25; 1 + 0.1 * 2 = 1.2.
    assertThat(diode.current(2)).isCloseTo(4e-5 * 2.25 * 1.2, withinPercentage(1e-12));
  }

  @Test
  void currentConductanceAndCoContentBelongTogether() {
    DeviceLaw.assertHolds(diode, -2, 3, 0.5);
    DeviceLaw.assertHolds(new MosfetDiode(0, 1e-3, 0, 1e-6, 1e-6), -2, 3, 0);
  }

  @Test
  void impossibleDevicesAreRefused() {
    assertThatThrownBy(() -> new MosfetDiode(-0.5, 2e-5, 0, 1, 1))
        .hasMessage("MOSFET's threshold VTO is -0.5 V, expected at least 0");
    assertThatThrownBy(() -> new MosfetDiode(0.5, 0, 0, 1, 1))
        .hasMessage("MOSFET's KP is 0.0 A/V^2, expected more than 0");
    assertThatThrownBy(() -> new MosfetDiode(0.5, 2e-5, -1, 1, 1))
        .hasMessage("MOSFET's LAMBDA is -1.0 1/V, expected at least 0");
    assertThatThrownBy(() -> new MosfetDiode(0.5, 2e-5, 0, Double.NaN, 1))
        .hasMessage("MOSFET's width W is NaN m, expected more than 0");
    assertThatThrownBy(() -> new MosfetDiode(0.5, 2e-5, 0, 1, Double.POSITIVE_INFINITY))
        .hasMessage("MOSFET's length L is Infinity m, expected more than 0");
  }
}
