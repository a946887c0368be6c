package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.junit.jupiter.api.Test;

class NudgingTest {

  private static double[] betas(Nudging nudging, long seed, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(step -> nudging.at(step, 100, StepRandom.at(seed, step)))
        .mapToDouble(estimator -> ((GradientEstimator.OneSided) estimator).beta())
        .toArray();
  }

  @Test
  void aScheduleChangesBeta() {
    Nudging nudging =
        new Nudging.Scheduled(2e-7, new Schedule.Step(50, 0.5), GradientEstimator.Centred::new);
    assertThat(nudging.at(49, 100, StepRandom.at(1, 49)))
        .isEqualTo(new GradientEstimator.Centred(2e-7));
    assertThat(nudging.at(50, 100, StepRandom.at(1, 50)))
        .isEqualTo(new GradientEstimator.Centred(1e-7));
  }

  @Test
  void randomSignsAreEquallyFrequentAndIndependentOfOneAnother() {
    double[] betas = betas(new Nudging.RandomSign(1), 7, 0, 10_000);
    double sum = 0;
    double products = 0;
    for (int i = 1; i < betas.length; i++) {
      assertThat(Math.abs(betas[i])).isEqualTo(1);
      sum += betas[i];
      products += betas[i] * betas[i - 1];
    }
    // Four standard deviations of a fair coin.
    assertThat(sum).isCloseTo(0, within(400.0));
    assertThat(products).isCloseTo(0, within(400.0));
  }

  @Test
  void theSignOfAStepDependsOnTheSeedAndTheStepAlone() {
    Nudging nudging = new Nudging.RandomSign(1);
    assertThat(betas(nudging, 7, 40, 100))
        .isEqualTo(Arrays.copyOfRange(betas(nudging, 7, 0, 100), 40, 100));
    assertThat(betas(nudging, 8, 0, 100)).isNotEqualTo(betas(nudging, 7, 0, 100));
  }

  @Test
  void randomSignsFollowTheScheduleInMagnitude() {
    assertThat(betas(new Nudging.RandomSign(2e-7, new Schedule.Step(1, 0.5)), 7, 1, 2)[0])
        .satisfiesAnyOf(
            beta -> assertThat(beta).isEqualTo(1e-7), beta -> assertThat(beta).isEqualTo(-1e-7));
    assertThatThrownBy(() -> new Nudging.RandomSign(-1))
        .hasMessage("beta must be positive, got -1.0");
  }
}
