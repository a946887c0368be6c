package org.eqprop4j.experiments.border;

import java.util.Locale;

/**
 * What is measured.
 *
 * @param side whose resolution it is
 * @param through whether the network was trained through the converter; otherwise it was trained
 *     without one and got it afterwards
 * @param bits resolution of the converter
 * @param seed of all random streams
 */
record BorderPoint(Side side, boolean through, int bits, long seed) {

  /** Which converter rounds. */
  enum Side {
    /** That at the circuit's inputs. */
    DAC,
    /** That at its outputs. */
    ADC,
    /** Both, with the same number of bits. */
    BOTH;

    /** The configuration's keys for so many bits, {@code key=value}. */
    String[] settings(int bits) {
      int dac = this == ADC ? 0 : bits;
      int adc = this == DAC ? 0 : bits;
      return new String[] {"border.dacBits=" + dac, "border.adcBits=" + adc};
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Names the directory of its training. */
  String directory() {
    return side + "-" + bits + "-" + seed;
  }

  /** Names its line in the figure. */
  String line() {
    return side + (through ? ", trained through it" : ", added after training");
  }
}
