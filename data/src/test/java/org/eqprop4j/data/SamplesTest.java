package org.eqprop4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final long[] PAIR = {2};

  @Test
  void classesBecomeOneHotTargets() {
    Samples samples = Samples.classification(new float[4], PAIR, new int[] {1, 0}, 2);
    assertThat(samples.targets()).containsExactly(0, 1, 1, 0);
    assertThat(samples.label(0)).isEqualTo(1);
    assertThat(samples.label(1)).isZero();
  }

  @Test
  void rangeCopiesFeaturesAndTargets() {
    Samples samples = Samples.regression(new float[] {1, 2, 3, 4, 5, 6}, PAIR, floats(7, 8, 9), 1);
    Samples middle = samples.range(1, 2);
    assertThat(middle.size()).isEqualTo(1);
    assertThat(middle.features()).containsExactly(3, 4);
    assertThat(middle.targets()).containsExactly(8);
  }

  @Test
  void rangeBeyondTheSamplesIsRefused() {
    Samples samples = Samples.regression(new float[4], PAIR, new float[2], 1);
    refused(() -> samples.range(0, 3), "expected a range within 0 to 2, got 0 to 3");
    refused(() -> samples.range(-1, 1), "got -1 to 1");
    refused(() -> samples.range(2, 1), "got 2 to 1");
  }

  @Test
  void otherFeaturesMayHaveAnotherShapeButNotAnotherNumber() {
    Samples samples = Samples.regression(new float[4], PAIR, floats(5, 6), 1);
    assertThat(samples.withFeatures(new float[12], 3, 2, 1).featureShape())
        .containsExactly(3, 2, 1);
    refused(() -> samples.withFeatures(new float[3], 1), "3 feature values of width 1");
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    refused(() -> Samples.regression(new float[5], PAIR, new float[2], 1), "5 feature values");
    refused(() -> Samples.regression(new float[4], PAIR, new float[3], 2), "3 target values");
    refused(() -> Samples.regression(new float[4], PAIR, new float[3], 1), "3 target values");
  }

  @Test
  void shapesWithoutAValueAreRefused() {
    refused(
        () -> Samples.regression(new float[0], new long[] {0}, new float[0], 1), "at least one");
    refused(
        () -> Samples.regression(new float[2], new long[] {-1, -2}, new float[1], 1), "[-1, -2]");
    refused(() -> Samples.regression(new float[2], PAIR, new float[0], 0), "0 targets");
  }

  @Test
  void labelsOutOfRangeAreRefused() {
    refused(
        () -> Samples.classification(new float[4], PAIR, new int[] {0, 2}, 2),
        "sample 1 has label 2, expected 0 to 1");
    refused(
        () -> Samples.classification(new float[2], PAIR, new int[] {-1}, 2),
        "sample 0 has label -1");
  }

  @Test
  void finiteSamplesPass() {
    Samples samples = Samples.regression(floats(1, -2, 0, 4), PAIR, floats(5, 6), 1);
    assertThat(samples.requireFinite("wine")).isSameAs(samples);
  }

  @Test
  void theFirstValueThatIsNotFiniteIsNamed() {
    notFinite(
        Samples.regression(floats(1, 2, 3, Float.NaN), PAIR, floats(5, 6), 1),
        "wine: expected finite numbers, found NaN at sample 1, feature 1");
    notFinite(
        Samples.regression(floats(1, 2, 3, 4), PAIR, floats(5, 6, Float.NEGATIVE_INFINITY, 8), 2),
        "wine: expected finite numbers, found -Infinity at sample 1, target 0");
  }

  private static void notFinite(Samples samples, String message) {
    assertThatThrownBy(() -> samples.requireFinite("wine"))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private static void refused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static float[] floats(float... values) {
    return values;
  }

  @Test
  void spreadTakesSamplesFromAllOver() {
    Samples ten =
        Samples.regression(
            new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new long[] {1}, new float[10], 1);
    assertThat(ten.spread(4).features()).containsExactly(0, 2, 5, 7);
    assertThat(ten.spread(11).features()).isEqualTo(ten.features());
  }
}
