package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.loss.BinaryCrossEntropy;
import org.eqprop4j.analog.train.loss.Hinge;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.loss.SoftmaxSquaredError;
import org.eqprop4j.analog.train.loss.Sparsemax;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.AmsGrad;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Momentum;
import org.eqprop4j.analog.train.optimizer.Nesterov;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.analog.train.optimizer.Sgd;
import org.eqprop4j.analog.train.rule.NudgingRule;
import org.eqprop4j.analog.train.rule.UpdateRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss, optimiser, estimator and rule trains exclusive or, a task that needs both layers. */
class EveryWayLearnsTest {
  private static final Loss CROSS_ENTROPY = new SoftmaxCrossEntropy(5);

  /** Rules that leave out the zone's weight need rates that make up for it. */
  private static final LearningRates UNWEIGHTED =
      LearningRates.constant(1e-12).with("output", 1e-13);

  private static Arguments way(
      String name, Loss loss, UnaryOperator<TrainerBuilder> changedSettings) {
    return arguments(name, loss, changedSettings);
  }

  private static Arguments way(String name, UnaryOperator<TrainerBuilder> changedSettings) {
    return way(name, CROSS_ENTROPY, changedSettings);
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        way("mean squared error", new MeanSquaredError(0.2), b -> b),
        way("binary cross-entropy", new BinaryCrossEntropy(5), b -> b),
        way("sparsemax", new Sparsemax(5), b -> b),
        way("hinge", new Hinge(0.2), b -> b),
        way("softmax squared error", new SoftmaxSquaredError(5), b -> b),
        way("Adam", b -> b),
        way("AMSGrad", b -> b.optimizer(new AmsGrad())),
        way("gradient descent", b -> b.optimizer(new Sgd()).rates(1e-13)),
        way("momentum", b -> b.optimizer(new Momentum(0.9)).rates(1e-14)),
        way("Nesterov", b -> b.optimizer(new Nesterov(0.9)).rates(1e-14)),
        way("one-sided", b -> b.nudging(new GradientEstimator.OneSided(1e-7))),
        way("one-sided, negative", b -> b.nudging(new GradientEstimator.OneSided(-1e-7))),
        way("adjoint", b -> b.nudging(new GradientEstimator.Adjoint())),
        way("random sign", b -> b.nudging(new Nudging.RandomSign(1e-7))),
        way(
            "falling beta",
            b ->
                b.nudging(
                    new Nudging.Scheduled(
                        1e-6, new Schedule.Cosine(0.01), GradientEstimator.Centred::new))),
        way("limited currents", b -> b.nudging(centred(new NudgingRule.Limited(2e-7)))),
        way(
            "switched currents",
            new Hinge(0.2),
            b -> b.nudging(centred(new NudgingRule.Switched()))),
        way("reflection", b -> b.stepping(Stepping.REFLECT)),
        way("logarithms", b -> b.stepping(Stepping.LOGARITHM).rates(0.05)),
        way("limited steps", b -> b.stepping(Stepping.CLIP.atMost(0.1))),
        rule(new UpdateRule.SquaredDifference()),
        rule(new UpdateRule.Multiplicative()),
        rule(new UpdateRule.AbsoluteValue()),
        rule(new UpdateRule.Power(2.8)),
        rule(new UpdateRule.Quantised(0.05, 1)));
  }

  private static Arguments rule(UpdateRule rule) {
    return way(rule.toString(), b -> b.rule(rule).optimizer(new Sgd()).rates(UNWEIGHTED));
  }

  private static GradientEstimator centred(NudgingRule rule) {
    return new GradientEstimator.Centred(1e-7, rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void exclusiveOrIsLearnt(String name, Loss loss, UnaryOperator<TrainerBuilder> changedSettings) {
    try (AnalogNetwork network =
        new AnalogNetwork(
            Models.classifier(2, 8, 2, 1),
            loss,
            Engines.named("builtin"),
            SolverOptions.DEFAULT.withThreads(1))) {
      double before = network.evaluate(Training.xor().inOrder(4)).loss();
      TrainerBuilder usual =
          Trainer.on(network)
              .nudging(new GradientEstimator.Centred(1e-7))
              .optimizer(new Adam())
              .rates(5e-8);
      changedSettings.apply(usual).build().fit(Training.xor().inOrder(4), 300);
      Evaluation after = network.evaluate(Training.xor().inOrder(4));
      assertThat(after.accuracy()).as(name).isEqualTo(1);
      assertThat(after.loss()).as(name).isLessThan(0.1 * before);
    }
  }
}
