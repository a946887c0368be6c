package org.eqprop4j.experiments.sweep;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What part of a sweep's rows succeeded, along one of its axes. */
public final class Shares {
  private Shares() {}

  /**
   * The per cent of the rows that succeeded, for each value of an axis.
   *
   * @param axis the value of a row
   */
  public static <R> NavigableMap<Double, Double> along(
      Collection<R> rows, Function<R, Double> axis, Predicate<R> success) {
    Map<Double, Double> shares =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    axis, Collectors.averagingDouble(row -> success.test(row) ? 100 : 0)));
    return new TreeMap<>(shares);
  }

  /**
   * The widest range of the axis, in decades, over which every share is at least {@code least}; 0
   * if none or only one is.
   */
  public static double decades(NavigableMap<Double, Double> shares, double least) {
    double widest = 0;
    double start = Double.NaN;
    for (Map.Entry<Double, Double> share : shares.entrySet()) {
      if (share.getValue() < least) {
        start = Double.NaN;
      } else if (Double.isNaN(start)) {
        start = share.getKey();
      } else {
        widest = Math.max(widest, Math.log10(share.getKey() / start));
      }
    }
    return widest;
  }

  /** Values of an axis as labels: {@code 1e-07}. */
  public static List<String> labels(Collection<Double> values) {
    return values.stream().map(value -> String.format(Locale.ROOT, "%.0e", value)).toList();
  }

  /** The values of a map as an array. */
  public static double[] array(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
