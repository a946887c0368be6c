package org.eqprop4j.analog.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {

  static List<Loss> losses() {
    return List.of(
        new MeanSquaredError(0.5),
        new SoftmaxCrossEntropy(1),
        new SoftmaxCrossEntropy(5),
        new BinaryCrossEntropy(1),
        new BinaryCrossEntropy(5),
        new Sparsemax(1),
        new Sparsemax(0.3),
        new Hinge(0.4),
        (outputs, targets, gradient) -> {
          double error = outputs[0] * outputs[1] - targets[2];
          gradient[0] = 3 * error * error * outputs[1];
          gradient[1] = 3 * error * error * outputs[0];
          gradient[2] = 0;
          return error * error * error;
        });
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
  void squaredErrorOfASoftmaxIsNudgedByTheErrorOfTheProbabilities() {
    double[] gradient = new double[2];
    double loss =
        new SoftmaxSquaredError(1)
            .evaluate(new double[] {Math.log(3), 0}, new double[] {1, 0}, gradient);
    assertThat(gradient).containsExactly(new double[] {-0.25, 0.25}, within(1e-15));
    assertThat(loss).isCloseTo(0.5 * (0.0625 + 0.0625), within(1e-15));
  }

  @Test
  void theNudgeOfSoftmaxSquaredErrorIsThatOfCrossEntropyOverTheScale() {
    double[] y = {0.3, -0.8, 0.1};
    double[] target = {0, 1, 0};
    double[] nudge = new double[3];
    double[] exact = new double[3];
    new SoftmaxSquaredError(5).evaluate(y, target, nudge);
    new SoftmaxCrossEntropy(5).evaluate(y, target, exact);
    for (int k = 0; k < 3; k++) {
      assertThat(5 * nudge[k]).isCloseTo(exact[k], within(1e-14));
    }
  }

  @Test
  void binaryCrossEntropyAddsUpTheSurpriseOfEveryOutput() {
    double[] gradient = new double[2];
    double loss =
        new BinaryCrossEntropy(1)
            .evaluate(new double[] {Math.log(4), 0}, new double[] {1, 1}, gradient);
    assertThat(loss).isCloseTo(-Math.log(0.8) - Math.log(0.5), within(1e-15));
    assertThat(gradient).containsExactly(new double[] {-0.2, -0.5}, within(1e-15));
    assertThat(
            new BinaryCrossEntropy(5)
                .evaluate(new double[] {1e6, -1e6}, new double[] {0, 0}, gradient))
        .isEqualTo(5e6);
    assertThat(gradient).containsExactly(5, 0);
  }

  @Test
  void sparsemaxOfTwoOutputsIsTheClippedLine() {
    // Martins and Astudillo 2016, section 2.3: p = clip((z1 - z2 + 1) / 2) for two outputs.
    double[] p = new double[2];
    for (double t : new double[] {-3, -1, -0.4, 0, 0.7, 1, 2}) {
      new Sparsemax(2).project(new double[] {t / 2, 0}, p);
      double expected = Math.min(1, Math.max(0, (t + 1) / 2));
      assertThat(p).containsExactly(new double[] {expected, 1 - expected}, within(1e-15));
    }
  }

  @Property
  void noPointOfTheSimplexIsNearerThanTheSparsemax(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = -3, max = 3) Double> outputs,
      @ForAll @Size(6) List<@DoubleRange(min = 0.01, max = 1) Double> weights) {
    double[] y = outputs.stream().mapToDouble(v -> v).toArray();
    double[] p = new double[y.length];
    new Sparsemax(1).project(y, p);
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(p).min().orElseThrow()).isNotNegative();
    double sum = weights.stream().limit(y.length).mapToDouble(w -> w).sum();
    double nearest = 0;
    double other = 0;
    for (int k = 0; k < y.length; k++) {
      nearest += Math.pow(y[k] - p[k], 2);
      other += Math.pow(y[k] - weights.get(k) / sum, 2);
    }
    assertThat(nearest).isLessThanOrEqualTo(other + 1e-12);
  }

  @Test
  void sparsemaxLossVanishesOnceTheRightOutputLeadsByItsMargin() {
    double[] gradient = new double[3];
    double loss =
        new Sparsemax(1).evaluate(new double[] {1.5, 0.5, -2}, new double[] {1, 0, 0}, gradient);
    assertThat(loss).isCloseTo(0, within(1e-15));
    assertThat(gradient).containsExactly(0, 0, 0);
  }

  @Test
  void hingeNudgesOnlyWhatIsShortOfItsMargin() {
    double[] gradient = new double[3];
    double loss =
        new Hinge(0.5).evaluate(new double[] {0.25, 0.1, -0.6}, new double[] {1, 0, 0}, gradient);
    assertThat(loss).isCloseTo(0.5 + 1.2, within(1e-15));
    assertThat(gradient).containsExactly(-2, 2, 0);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(0))
        .hasMessage("softmax scale must be positive, got 0.0 1/V");
    assertThatThrownBy(() -> new MeanSquaredError(Double.NaN))
        .hasMessage("target voltage must be finite, got NaN V");
    assertThatThrownBy(() -> new BinaryCrossEntropy(-1))
        .hasMessage("logistic scale must be positive, got -1.0 1/V");
    assertThatThrownBy(() -> new Sparsemax(Double.POSITIVE_INFINITY))
        .hasMessage("sparsemax scale must be positive, got Infinity 1/V");
    assertThatThrownBy(() -> new Hinge(0)).hasMessage("hinge margin must be positive, got 0.0 V");
  }
}
