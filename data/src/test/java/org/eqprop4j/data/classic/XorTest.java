package org.eqprop4j.data.classic;

import static org.assertj.core.api.Assertions.assertThat;

import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;

class XorTest {
  @Test
  void classIsOneWhereTheInputsDiffer() {
    Samples xor = Xor.load();
    assertThat(xor.size()).isEqualTo(4);
    assertThat(xor.targetWidth()).isEqualTo(2);
    for (int i = 0; i < 4; i++) {
      float product = xor.features()[2 * i] * xor.features()[2 * i + 1];
      assertThat(xor.label(i)).isEqualTo(product < 0 ? 1 : 0);
    }
  }
}
