package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {
  private final CosineSchedule schedule = new CosineSchedule(0.5, 4, 104);

  @Test
  void risesLinearlyToThePeakAndFallsAlongACosineToZero() {
    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.1);
    assertThat(schedule.valueAt(3, 0)).isEqualTo(0.4);
    assertThat(schedule.valueAt(4, 0)).isEqualTo(0.5);
    assertThat(schedule.valueAt(54, 0)).isEqualTo(0.25, within(1e-15));
    assertThat(schedule.valueAt(29, 0)).isEqualTo(0.25 * (1 + Math.sqrt(0.5)), within(1e-15));
    assertThat(schedule.valueAt(104, 0)).isZero();
    assertThat(schedule.valueAt(1000, 0)).isZero();
  }

  @Test
  void startsAtThePeakWithoutAWarmUp() {
    assertThat(new CosineSchedule(0.5, 0, 10).valueAt(0, 0)).isEqualTo(0.5);
  }

  @Test
  void refusesRatesAndLengthsThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CosineSchedule(0, 0, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new CosineSchedule(Double.NaN, 0, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new CosineSchedule(1, 10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineSchedule(1, -1, 10))
        .withMessageContaining("-1");
  }
}
