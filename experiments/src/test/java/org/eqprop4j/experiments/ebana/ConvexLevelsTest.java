package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.eqprop4j.experiments.ebana.ConvexLevels.Point;
import org.junit.jupiter.api.Test;

class ConvexLevelsTest {
  /** x^2 + y^2 on a grid from -2 to 2. */
  private static final ConvexLevels PARABOLOID = paraboloid();

  private static ConvexLevels paraboloid() {
    NavigableMap<Double, NavigableMap<Double, Double>> columns = new TreeMap<>();
    for (int i = -20; i <= 20; i++) {
      NavigableMap<Double, Double> column = new TreeMap<>();
      for (int j = -200; j <= 200; j++) {
        column.put(j / 100.0, (i / 10.0) * (i / 10.0) + (j / 100.0) * (j / 100.0));
      }
      columns.put(i / 10.0, column);
    }
    return new ConvexLevels(columns);
  }

  @Test
  void levelWithinTheGridIsOneLine() {
    List<List<Point>> lines = PARABOLOID.at(1);

    // Columns from -1 to 1, below and above.
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).hasSize(2 * 21).allMatch(p -> isOn(p, 1));
    assertThat(lines.get(0).get(0)).isEqualTo(new Point(-1, 0));
  }

  @Test
  void levelThatLeavesTheGridIsOnlyShownInside() {
    List<List<Point>> lines = PARABOLOID.at(5);

    assertThat(lines).hasSize(2);
    // Above and below, from 1 V on to either side: between them the level is beyond 2.
    assertThat(lines.get(0)).hasSize(2 * 11 - 2).allMatch(p -> p.y() < 0 && isOn(p, 5));
    assertThat(lines.get(1)).hasSize(2 * 11 - 2).allMatch(p -> p.y() > 0 && isOn(p, 5));
  }

  @Test
  void levelBelowTheLeastHeightIsNowhere() {
    assertThat(PARABOLOID.at(-1)).isEmpty();
  }

  private static boolean isOn(Point point, double level) {
    return Math.abs(Math.hypot(point.x(), point.y()) - Math.sqrt(level)) < 1e-3;
  }
}
