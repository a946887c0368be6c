package org.eqprop4j.experiments.ebana;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Lines of equal height of a convex function of two variables on a grid: in each column a level is
 * reached at most twice, once on the way down and once on the way up.
 *
 * @param columns heights by the first variable, then by the second
 */
record ConvexLevels(NavigableMap<Double, NavigableMap<Double, Double>> columns) {

  /**
   * A point of a line.
   *
   * @param x first variable
   * @param y second variable
   */
  record Point(double x, double y) {}

  /**
   * The lines at a level: its lower side from left to right and its upper one back, in one line if
   * they meet on the grid. Empty if the level is reached nowhere.
   */
  List<List<Point>> at(double level) {
    List<Point> lower = new ArrayList<>();
    List<Point> upper = new ArrayList<>();
    double last = Double.NaN;
    for (Map.Entry<Double, NavigableMap<Double, Double>> column : columns.entrySet()) {
      double x = column.getKey();
      falling(column.getValue(), level).ifPresent(y -> lower.add(new Point(x, y)));
      falling(column.getValue().descendingMap(), level).ifPresent(y -> upper.add(new Point(x, y)));
      last = column.getValue().values().stream().anyMatch(height -> height <= level) ? x : last;
    }
    Collections.reverse(upper);
    if (last < columns.lastKey()) {
      lower.addAll(upper);
      upper.clear();
    }
    return List.of(lower, upper).stream().filter(line -> !line.isEmpty()).toList();
  }

  /** Where a column falls to the level; empty if it does not, or begins below. */
  private static Optional<Double> falling(NavigableMap<Double, Double> column, double level) {
    double y = column.firstKey();
    double height = column.firstEntry().getValue();
    if (height <= level) {
      return Optional.empty();
    }
    for (Map.Entry<Double, Double> next : column.entrySet()) {
      if (next.getValue() <= level) {
        double part = (height - level) / (height - next.getValue());
        return Optional.of(y + part * (next.getKey() - y));
      }
      y = next.getKey();
      height = next.getValue();
    }
    return Optional.empty();
  }
}
