package org.eqprop4j.experiments.ebana;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;

/**
 * Lines of equal height of a convex function of two variables on a grid: in each column a level is
 * reached at most twice, once on the way down and once on the way up.
 *
 * @param columns heights by the first variable, then by the second
 */
record ConvexLevels(NavigableMap<Double, NavigableMap<Double, Double>> columns) {

  /**
   * A line.
   *
   * @param x first variable
   * @param y second variable, as many
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of points to draw, never compared.
  record Line(double[] x, double[] y) {}

  /**
   * The line at a level: along its lower side and back along its upper one. Empty if the function
   * is above the level everywhere on the grid.
   */
  Line at(double level) {
    List<double[]> line = new ArrayList<>();
    columns.forEach(
        (x, column) -> falling(column, level).ifPresent(y -> line.add(new double[] {x, y})));
    columns
        .descendingMap()
        .forEach(
            (x, column) ->
                falling(column.descendingMap(), level)
                    .ifPresent(y -> line.add(new double[] {x, y})));
    return new Line(
        line.stream().mapToDouble(point -> point[0]).toArray(),
        line.stream().mapToDouble(point -> point[1]).toArray());
  }

  /** Where a column first falls below the level, or its end if it begins below. */
  private static OptionalDouble falling(NavigableMap<Double, Double> column, double level) {
    double y = column.firstKey();
    double height = column.firstEntry().getValue();
    if (height <= level) {
      return OptionalDouble.of(y);
    }
    for (var next : column.entrySet()) {
      if (next.getValue() <= level) {
        double part = (height - level) / (height - next.getValue());
        return OptionalDouble.of(y + part * (next.getKey() - y));
      }
      y = next.getKey();
      height = next.getValue();
    }
    return OptionalDouble.empty();
  }
}
