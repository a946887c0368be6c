package org.eqprop4j.bridge.dl4j;

import java.io.Serializable;
import org.eqprop4j.analog.train.OutputConverter;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A converter between numbers and voltages: clips to a range and rounds to the nearest of 2^bits
 * evenly spaced levels, both ends of the range included.
 *
 * @param range largest voltage [V]; the smallest is its negative
 * @param bits resolution, 1 to {@value #MAX_BITS}, or 0 for one that does not round
 */
public record Converter(@JsonProperty("range") double range, @JsonProperty("bits") int bits)
    implements OutputConverter, Serializable {
  /** Finer than any converter, and than single precision. */
  private static final int MAX_BITS = 24;

  public Converter {
    if (!(range > 0 && range <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a converter needs a positive range, got " + range + " V");
    }
    if (bits < 0 || bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "a converter has 1 to " + MAX_BITS + " bits, or 0 for no rounding, got " + bits);
    }
  }

  /** The level for a voltage [V]. */
  @Override
  public double convert(double volts) {
    double clipped = Math.min(range, Math.max(-range, volts));
    if (bits == 0) {
      return clipped;
    }
    double step = 2 * range / ((1 << bits) - 1);
    return Math.min(range, Math.rint((clipped + range) / step) * step - range);
  }

  /**
   * The slope that training goes by: 1 within the range, as if nothing were rounded
   * (straight-through estimator of Bengio et al. 2013), and 0 beyond it.
   */
  @Override
  public double slope(double volts) {
    return Math.abs(volts) <= range ? 1 : 0;
  }
}
