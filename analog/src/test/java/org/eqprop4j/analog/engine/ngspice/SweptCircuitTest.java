package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eqprop4j.analog.testing.HeadModel;
import org.junit.jupiter.api.Test;

/** Which devices stand for a circuit. */
class SweptCircuitTest {

  /** Number of devices with values by the letters of their names. */
  private static Map<String, Long> devices(boolean folded) {
    Deck deck = new SweptCircuit(HeadModel.fashion(1).circuit(), folded).deck();
    return IntStream.range(0, deck.deviceCount())
        .mapToObj(deck::deviceName)
        .collect(Collectors.groupingBy(n -> n.replaceAll("\\d", ""), Collectors.counting()));
  }

  /** 257 x 100 and 101 x 20 resistors, 256 inputs, 2 biases, 200 diode sources, 20 outputs. */
  @Test
  void theFullFormHasEveryDeviceOfTheCircuit() {
    assertThat(devices(false))
        .isEqualTo(Map.of("r", 27_720L, "vi", 256L, "vb", 2L, "vd", 200L, "i", 20L));
  }

  /**
   * Left are 100 x 20 resistors; the 120 nodes behind sources each have a resistor and a current.
   */
  @Test
  void theFoldedFormHasWhatNoSourceHolds() {
    assertThat(devices(true)).isEqualTo(Map.of("r", 2000L, "rn", 120L, "vd", 200L, "i", 120L));
  }
}
