package org.eqprop4j.experiments.ebana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConvexLevelsTest {
  @Test
  void levelOfAParaboloidIsACircle() {
    NavigableMap<Double, NavigableMap<Double, Double>> columns = new TreeMap<>();
    for (int i = -20; i <= 20; i++) {
      NavigableMap<Double, Double> column = new TreeMap<>();
      for (int j = -200; j <= 200; j++) {
        column.put(j / 100.0, square(i / 10.0) + square(j / 100.0));
      }
      columns.put(i / 10.0, column);
    }
    ConvexLevels.Line line = new ConvexLevels(columns).at(1);

    // Columns from -1 to 1, below and above.
    assertThat(line.x()).hasSize(2 * 21);
    for (int i = 0; i < line.x().length; i++) {
      assertThat(Math.hypot(line.x()[i], line.y()[i])).isCloseTo(1, within(1e-3));
    }
    assertThat(new ConvexLevels(columns).at(-1).x()).isEmpty();
  }

  private static double square(double value) {
    return value * value;
  }
}
