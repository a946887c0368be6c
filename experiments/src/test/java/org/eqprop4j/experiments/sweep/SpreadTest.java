package org.eqprop4j.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SpreadTest {
  /** 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squared differences 32. */
  @Test
  void deviationIsThatOfASample() {
    Spread spread = Spread.of(List.of(2, 4, 4, 4, 5, 5, 7, 9), i -> i);

    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(32 / 7.0), within(1e-12));
    assertThat(spread.least()).isEqualTo(2);
    assertThat(spread.largest()).isEqualTo(9);
  }

  @Test
  void oneRunHasNoDeviation() {
    assertThat(Spread.of(List.of(3), i -> i)).isEqualTo(new Spread(3, 0, 3, 3));
  }

  @Test
  void noRunHasNoSpread() {
    assertThatThrownBy(() -> Spread.of(List.<Integer>of(), i -> i))
        .isInstanceOf(NoSuchElementException.class);
  }
}
