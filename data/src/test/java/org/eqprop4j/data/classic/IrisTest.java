package org.eqprop4j.data.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;

/** Expected values: R's {@code iris} and scikit-learn's {@code load_iris}. */
class IrisTest {
  private static final Offset<Double> ROUNDED = within(5.01e-4);

  private final Samples iris = Iris.load();

  @Test
  void hasFiftySamplesOfEachSpecies() {
    assertThat(iris.size()).isEqualTo(150);
    assertThat(iris.featureShape()).containsExactly(4);
    for (int i = 0; i < 150; i++) {
      assertThat(iris.label(i)).isEqualTo(i / 50);
    }
  }

  @Test
  void hasThePublishedMeansAndDeviations() {
    double[] means = {5.843, 3.057, 3.758, 1.199};
    double[] deviations = {0.828, 0.436, 1.765, 0.762};
    for (int k = 0; k < 4; k++) {
      double mean = mean(k, 0, 150);
      double squares = 0;
      for (int i = 0; i < 150; i++) {
        squares += Math.pow(iris.features()[4 * i + k] - mean, 2);
      }
      assertThat(mean).isCloseTo(means[k], ROUNDED);
      assertThat(Math.sqrt(squares / 149)).isCloseTo(deviations[k], ROUNDED);
    }
  }

  @Test
  void hasThePublishedMeansOfEachSpecies() {
    double[][] means = {
      {5.006, 3.428, 1.462, 0.246}, {5.936, 2.770, 4.260, 1.326}, {6.588, 2.974, 5.552, 2.026}
    };
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 4; k++) {
        assertThat(mean(k, 50 * c, 50 * c + 50)).isCloseTo(means[c][k], within(1e-6));
      }
    }
  }

  @Test
  void hasFishersValuesWhereTheUciCopyDiffers() {
    assertThat(Arrays.copyOfRange(iris.features(), 4 * 34, 4 * 35))
        .containsExactly(4.9f, 3.1f, 1.5f, 0.2f);
    assertThat(Arrays.copyOfRange(iris.features(), 4 * 37, 4 * 38))
        .containsExactly(4.9f, 3.6f, 1.4f, 0.1f);
  }

  private double mean(int feature, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += iris.features()[4 * i + feature];
    }
    return sum / (to - from);
  }
}
