package org.eqprop4j.analog.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.train.GradientEstimator;
import org.junit.jupiter.api.Test;

/** Optimisers against steps worked out by hand, schedules and rates. */
class OptimizerTest {

  /** The values of a parameter that starts at 1, after each of the gradients. */
  private static double[] run(Optimizer optimizer, double rate, double... gradients) {
    double[] parameters = {7, 1, 7};
    double[] path = new double[gradients.length];
    optimizer.state(3);
    for (int step = 0; step < gradients.length; step++) {
      optimizer.update(parameters, new double[] {9, gradients[step], 9}, step, 1, 2, rate);
      path[step] = parameters[1];
    }
    assertThat(parameters[0]).as("outside the block").isEqualTo(7);
    assertThat(parameters[2]).as("outside the block").isEqualTo(7);
    return path;
  }

  @Test
  void gradientDescentStepsAgainstTheGradient() {
    assertThat(run(new Sgd(), 0.1, 2, -4)).containsExactly(new double[] {0.8, 1.2}, within(1e-15));
    assertThat(new Sgd().state(5)).isEmpty();
  }

  @Test
  void momentumKeepsPartOfTheVelocity() {
    // v = 2; 0.5 * 2 - 4 = -3; 0.5 * -3 + 1 = -0.5.
    assertThat(run(new Momentum(0.5), 0.1, 2, -4, 1))
        .containsExactly(new double[] {0.8, 1.1, 1.15}, within(1e-15));
  }

  @Test
  void nesterovStepsFromWhereTheVelocityLeads() {
    // v = 2; 1 - 4 = -3; -1.5 + 1 = -0.5. Steps 0.1 (g + v / 2): 0.3, -0.55, 0.075.
    assertThat(run(new Nesterov(0.5), 0.1, 2, -4, 1))
        .containsExactly(new double[] {0.7, 1.25, 1.175}, within(1e-15));
  }

  @Test
  void amsGradKeepsTheLargestOfTheCorrectedSquares() {
    // As for Adam below: means 2, -2, -2/7; squares 4, 76/7, 244/37, of which the second stays.
    double first = 1 - 0.1 * 2 / 2;
    double second = first + 0.1 * 2 / Math.sqrt(76.0 / 7);
    double third = second + 0.1 * (2.0 / 7) / Math.sqrt(76.0 / 7);
    assertThat(run(new AmsGrad(0.5, 0.75, 0), 0.1, 2, -4, 1))
        .containsExactly(new double[] {first, second, third}, within(1e-14));
  }

  @Test
  void amsGradsDenominatorNeverFallsThoughTheCorrectionFades() {
    // One large gradient, then none: the mean decays by 0.9 a step and the step with it, no slower.
    AmsGrad amsGrad = new AmsGrad();
    double[] value = {0};
    amsGrad.state(1);
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < 100; step++) {
      double was = value[0];
      amsGrad.update(value, new double[] {step == 0 ? 1e6 : 0}, step, 0, 1, 1);
      double correctedMean = 0.1 * Math.pow(0.9, step) / (1 - Math.pow(0.9, step + 1));
      assertThat(was - value[0]).isCloseTo(correctedMean, withinPercentage(1e-6));
      assertThat(was - value[0]).isLessThanOrEqualTo(before);
      before = was - value[0];
    }
  }

  @Test
  void adamCorrectsTheBiasOfItsFirstSteps() {
    // Decays 0.5 and 0.75, gradients 2, -4, 1. Means m: 1, -1.5, -0.25, over 1 - 0.5^t: 2, -2,
    // -2/7. Squares s: 1, 4.75, 3.8125, over 1 - 0.75^t: 4, 76/7, 244/37.
    double first = 1 - 0.1 * 2 / 2;
    double second = first + 0.1 * 2 / Math.sqrt(76.0 / 7);
    double third = second + 0.1 * (2.0 / 7) / Math.sqrt(244.0 / 37);
    assertThat(run(new Adam(0.5, 0.75, 0), 0.1, 2, -4, 1))
        .containsExactly(new double[] {first, second, third}, within(1e-14));
  }

  @Test
  void adamsFirstStepHasTheSizeOfTheRateWhateverTheGradient() {
    for (double gradient : new double[] {1e6, -3, 1e-3}) {
      assertThat(run(new Adam(), 5e-8, gradient)[0] - 1)
          .isCloseTo(-5e-8 * Math.signum(gradient), within(1e-12));
    }
  }

  @Test
  void stateIsOneValuePerParameterAndStays() {
    Adam adam = new Adam();
    adam.update(new double[2], new double[] {1, 1}, 0, 0, adam.state(2).size(), 1);
    assertThat(adam.state(2)).containsOnlyKeys("mean", "square");
    assertThat(adam.state(2).get("mean")).containsExactly(new double[] {0.1, 0.1}, within(1e-15));
    assertThat(new Momentum(0.9).state(3).get("velocity")).containsExactly(0, 0, 0);
  }

  @Test
  void decaysOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Adam(1, 0.999, 1e-8))
        .hasMessage("Adam's decays must be from 0 to below 1, got 1.0 and 0.999");
    assertThatThrownBy(() -> new AmsGrad(0.9, Double.NaN, 1e-8))
        .hasMessage("AMSGrad's decays must be from 0 to below 1, got 0.9 and NaN");
    assertThatThrownBy(() -> new Nesterov(1))
        .hasMessage("momentum must be from 0 to below 1, got 1.0");
    assertThatThrownBy(() -> new Momentum(-0.1))
        .hasMessage("momentum must be from 0 to below 1, got -0.1");
  }

  @Test
  void theCosineFallsFromOneToItsEndAndStaysThere() {
    Schedule cosine = new Schedule.Cosine(0.1);
    assertThat(cosine.factor(0, 100)).isEqualTo(1);
    assertThat(cosine.factor(50, 100)).isCloseTo(0.55, within(1e-15));
    assertThat(cosine.factor(25, 100)).isCloseTo(0.1 + 0.45 * (1 + Math.sqrt(0.5)), within(1e-15));
    assertThat(cosine.factor(100, 100)).isCloseTo(0.1, within(1e-15));
    assertThat(cosine.factor(500, 100)).isCloseTo(0.1, within(1e-15));
    assertThatThrownBy(() -> new Schedule.Cosine(2))
        .hasMessage("a cosine schedule ends at 0 to 1, got 2.0");
  }

  @Test
  void stepsDropAfterWholeIntervals() {
    Schedule steps = new Schedule.Step(10, 0.5);
    assertThat(steps.factor(0, 100)).isEqualTo(1);
    assertThat(steps.factor(9, 100)).isEqualTo(1);
    assertThat(steps.factor(10, 100)).isEqualTo(0.5);
    assertThat(steps.factor(35, 100)).isEqualTo(0.125);
    assertThat(new Schedule.Constant().factor(35, 100)).isEqualTo(1);
    assertThatThrownBy(() -> new Schedule.Step(0, 0.5))
        .hasMessage(
            "a step schedule needs a positive factor every 1 or more steps, got 0.5 every 0");
  }

  @Test
  void aWarmUpRisesInEqualStepsAndThenHandsOver() {
    Schedule warmUp = new Schedule.WarmUp(4, new Schedule.Cosine(0));
    double[] expected = {0.25, 0.5, 0.75, 1, 1, 0.5, 0};
    for (int i = 0; i < expected.length; i++) {
      int step = List.of(0, 1, 2, 3, 4, 6, 8).get(i);
      assertThat(warmUp.factor(step, 8)).isCloseTo(expected[i], within(1e-15));
    }
    assertThatThrownBy(() -> new Schedule.WarmUp(0, new Schedule.Constant()))
        .hasMessage("a warm-up takes at least 1 step, got 0");
  }

  @Test
  void aLayerMayHaveAScheduleOfItsOwn() {
    LearningRates rates =
        LearningRates.constant(4)
            .with("output", 2)
            .with(new Schedule.Step(1, 0.5))
            .with("hidden", new Schedule.Constant());
    assertThat(rates.of("hidden", 3, 10)).isEqualTo(4);
    assertThat(rates.of("output", 3, 10)).isEqualTo(0.25);
    assertThat(rates.of("bias", 3, 10)).isEqualTo(0.5);
    assertThat(rates.layers()).containsExactly("hidden", "output");
  }

  @Test
  void ratesAreTheLayersOwnOrTheBaseTimesTheSchedule() {
    LearningRates rates = new LearningRates(3, Map.of("hidden", 5.0), new Schedule.Step(1, 0.5));
    assertThat(rates.of("hidden", 1, 10)).isEqualTo(2.5);
    assertThat(rates.of("output", 1, 10)).isEqualTo(1.5);
  }

  @Test
  void negativeRatesAreRefusedByLayer() {
    assertThatThrownBy(() -> LearningRates.constant(-1))
        .hasMessage("learning rate of base must be at least 0, got -1.0");
    assertThatThrownBy(
            () -> new LearningRates(1, Map.of("hidden", Double.NaN), new Schedule.Constant()))
        .hasMessage("learning rate of hidden must be at least 0, got NaN");
  }

  @Test
  void estimatorsRefuseANudgeOfNothing() {
    assertThatThrownBy(() -> new GradientEstimator.Centred(0))
        .hasMessage("beta must be positive, got 0.0");
    assertThatThrownBy(() -> new GradientEstimator.Centred(-1))
        .hasMessage("beta must be positive, got -1.0");
    assertThatThrownBy(() -> new GradientEstimator.OneSided(0))
        .hasMessage("beta must be finite and not 0, got 0.0");
  }
}
