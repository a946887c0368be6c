package org.eqprop4j.analog.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {

  static List<Loss> losses() {
    return List.of(
        new MeanSquaredError(0.5), new SoftmaxCrossEntropy(1), new SoftmaxCrossEntropy(5));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theGradientIsTheDerivativeOfTheLossForAnyTargets(Loss loss) {
    double[] y = {0.3, -0.8, 0.1};
    for (double[] target : new double[][] {{0, 1, 0}, {0.2, 0.3, 0.5}, {1, 2, 0.5}, {0, 0, 0}}) {
      double[] gradient = new double[3];
      loss.evaluate(y, target, gradient);
      for (int k = 0; k < 3; k++) {
        double h = 1e-5;
        double[] up = y.clone();
        double[] down = y.clone();
        up[k] += h;
        down[k] -= h;
        double difference =
            (loss.evaluate(up, target, new double[3]) - loss.evaluate(down, target, new double[3]))
                / (2 * h);
        assertThat(gradient[k]).isCloseTo(difference, within(1e-8));
      }
    }
  }

  @Test
  void squaredErrorIsHalfTheSquareOfTheDistanceToTheTargetVoltage() {
    double loss =
        new MeanSquaredError(0.5)
            .evaluate(new double[] {1, 0.25}, new double[] {1, 0}, new double[2]);
    assertThat(loss).isEqualTo(0.5 * (0.25 + 0.0625));
  }

  @Test
  void crossEntropyOfEqualOutputsIsTheLogarithmOfTheNumberOfClasses() {
    double[] gradient = new double[4];
    double loss =
        new SoftmaxCrossEntropy(2).evaluate(new double[4], new double[] {0, 0, 1, 0}, gradient);
    assertThat(loss).isCloseTo(Math.log(4), within(1e-15));
    assertThat(gradient).containsExactly(0.5, 0.5, -1.5, 0.5);
  }

  @Test
  void crossEntropyOfHugeOutputsIsFinite() {
    double[] gradient = new double[3];
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(5);
    assertThat(loss.evaluate(new double[] {1e6, -1e6, 0}, new double[] {0, 1, 0}, gradient))
        .isEqualTo(5 * 2e6);
    assertThat(gradient).containsExactly(5, -5, 0);
    assertThat(loss.evaluate(new double[] {1e6, -1e6, 0}, new double[] {1, 0, 0}, gradient))
        .isZero();
    assertThat(gradient).containsExactly(0, 0, 0);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(0))
        .hasMessage("softmax scale must be positive, got 0.0 1/V");
    assertThatThrownBy(() -> new MeanSquaredError(Double.NaN))
        .hasMessage("target voltage must be finite, got NaN V");
  }
}
