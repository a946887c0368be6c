package org.eqprop4j.analog.train.metrics;

import java.util.Arrays;

/**
 * How values are distributed: counts in bins of equal width, of the values or of their logarithms.
 *
 * @param low lower end of the first bin
 * @param high upper end of the last bin, which belongs to it
 * @param logarithmic whether the bins have equal width in the logarithm
 * @param counts number of values in each bin
 * @param outside number of values in none
 */
@SuppressWarnings("ArrayRecordComponent") // A result to read, never compared.
public record Histogram(double low, double high, boolean logarithmic, long[] counts, long outside) {

  /** Bins from {@code low} to {@code high}. */
  public static Histogram linear(double[] values, double low, double high, int bins) {
    if (!(low < high && high - low <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a histogram needs a range with low < high, got " + low + " to " + high);
    }
    return count(values, low, high, false, bins);
  }

  /** Bins whose ends have equal ratios, from {@code low}, positive, to {@code high}. */
  public static Histogram logarithmic(double[] values, double low, double high, int bins) {
    if (!(low > 0 && low < high && high <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a logarithmic histogram needs a range with 0 < low < high, got " + low + " to " + high);
    }
    return count(values, low, high, true, bins);
  }

  private static Histogram count(
      double[] values, double low, double high, boolean logarithmic, int bins) {
    double from = logarithmic ? Math.log(low) : low;
    double width = ((logarithmic ? Math.log(high) : high) - from) / bins;
    long[] counts = new long[bins];
    long outside = 0;
    for (double value : values) {
      if (value >= low && value <= high) {
        double place = ((logarithmic ? Math.log(value) : value) - from) / width;
        counts[Math.max(0, Math.min(bins - 1, (int) place))]++;
      } else {
        outside++;
      }
    }
    return new Histogram(low, high, logarithmic, counts, outside);
  }

  /** The ends of the bins, one more than there are bins. */
  public double[] edges() {
    double[] edges = new double[counts.length + 1];
    Arrays.setAll(
        edges,
        i -> {
          double part = (double) i / counts.length;
          return logarithmic ? low * Math.pow(high / low, part) : low + (high - low) * part;
        });
    return edges;
  }
}
