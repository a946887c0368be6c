package org.eqprop4j.digital;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises linearly from nearly zero to its peak and then falls to zero along
 * half a cosine, counted in iterations (batches). Without a warm-up it is the cosine decay of
 * Loshchilov and Hutter (2017, "SGDR", eq. 5) without restarts.
 *
 * <p>Deeplearning4j's own decays do not serve: {@code PolySchedule} of 1.0.0-M2.1 grows, and {@code
 * CycleSchedule} never reaches zero. The class's name is part of every saved network.
 */
public final class CosineSchedule implements ISchedule {
  private static final long serialVersionUID = 1L;

  private final double peak;
  private final int warmup;
  private final int total;

  /**
   * @param peak the highest rate, above 0
   * @param warmup iterations of linear rise, 0 for none; below {@code total}
   * @param total iterations after which the rate is and stays zero
   * @throws IllegalArgumentException if a value is out of its range
   */
  public CosineSchedule(
      @JsonProperty("peak") double peak,
      @JsonProperty("warmup") int warmup,
      @JsonProperty("total") int total) {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("peak rate must be above 0 and finite, got " + peak);
    }
    if (warmup < 0 || warmup >= total) {
      throw new IllegalArgumentException(
          "warm-up must be at least 0 and shorter than the "
              + total
              + " iterations in total, got "
              + warmup);
    }
    this.peak = peak;
    this.warmup = warmup;
    this.total = total;
  }

  /** The rate of an iteration, counted from 0; the epoch does not matter. */
  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warmup) {
      return peak * (iteration + 1) / (warmup + 1);
    }
    if (iteration >= total) {
      return 0;
    }
    double done = (iteration - warmup) / (double) (total - warmup);
    return peak * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  @JsonProperty
  public double getPeak() {
    return peak;
  }

  @JsonProperty
  public int getWarmup() {
    return warmup;
  }

  @JsonProperty
  public int getTotal() {
    return total;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // immutable
  public ISchedule clone() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosineSchedule that
        && peak == that.peak
        && warmup == that.warmup
        && total == that.total;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(peak) * 31 * 31 + warmup * 31 + total;
  }

  @Override
  public String toString() {
    return "CosineSchedule(peak=" + peak + ", warmup=" + warmup + ", total=" + total + ")";
  }
}
