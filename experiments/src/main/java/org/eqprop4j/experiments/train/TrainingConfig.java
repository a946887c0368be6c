package org.eqprop4j.experiments.train;

import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Nudging;
import org.eqprop4j.analog.train.NudgingStrength.Sides;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.analog.train.rule.UpdateRule;
import org.eqprop4j.experiments.config.Beta;
import org.eqprop4j.experiments.config.Description;
import org.eqprop4j.experiments.config.InvalidValueException;
import org.eqprop4j.experiments.config.Require;

/**
 * Training by Equilibrium Propagation.
 *
 * @param epochs passes over the training samples
 * @param batchSize samples per update
 * @param loss a {@link Loss}
 * @param nudging a {@link GradientEstimator}, or {@link Nudging.RandomSign}; its beta may be {@link
 *     Beta#AUTO}
 * @param betaSchedule how the strength of the nudging changes, a {@link Schedule}
 * @param updateRule an {@link UpdateRule}
 * @param stepping how conductances change
 * @param optimizer an {@link Optimizer}
 * @param learningRates {@link LearningRates}
 */
public record TrainingConfig(
    int epochs,
    int batchSize,
    Description loss,
    Description nudging,
    Description betaSchedule,
    Description updateRule,
    SteppingConfig stepping,
    Description optimizer,
    Description learningRates) {
  private static final String RANDOM_SIGN = "random-sign";
  private static final String BETA = "beta";

  /** Checks the ranges. */
  public TrainingConfig {
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batchSize", batchSize, 1);
    loss.as(Loss.class, "loss");
    // Any number serves to check the rest.
    Description strong = nudging.has(BETA, Beta.AUTO) ? nudging.with(BETA, 1) : nudging;
    try {
      nudging(strong, betaSchedule, "nudging");
    } catch (InvalidValueException e) {
      throw e.key().equals("nudging." + BETA) ? e.accepting(Beta.AUTO) : e;
    }
    updateRule.as(UpdateRule.class, "updateRule");
    optimizer.as(Optimizer.class, "optimizer");
    learningRates.as(LearningRates.class, "learningRates");
  }

  private static Nudging nudging(Description nudging, Description beta, String key) {
    Schedule schedule = beta.as(Schedule.class, "betaSchedule");
    if (nudging.isOfType(RANDOM_SIGN)) {
      Nudging.RandomSign described = nudging.as(Nudging.RandomSign.class, key);
      return new Nudging.RandomSign(described.beta(), schedule);
    }
    GradientEstimator estimator = nudging.as(GradientEstimator.class, key);
    if (estimator instanceof GradientEstimator.Centred c) {
      return new Nudging.Scheduled(
          c.beta(), schedule, b -> new GradientEstimator.Centred(b, c.rule()));
    }
    if (estimator instanceof GradientEstimator.OneSided o) {
      return new Nudging.Scheduled(
          o.beta(), schedule, b -> new GradientEstimator.OneSided(b, o.rule()));
    }
    return Nudging.always(estimator);
  }

  Loss newLoss() {
    return loss.as(Loss.class, "training.loss");
  }

  /** Whether the nudging strength is to be chosen. */
  boolean choosesBeta() {
    return nudging.has(BETA, Beta.AUTO);
  }

  /** To which sides a circuit is nudged in a step. */
  Sides sides() {
    return nudging.isOfType("centred") ? Sides.BOTH : Sides.ONE;
  }

  /** The nudging, if its strength is not to be chosen. */
  Nudging newNudging() {
    return nudging(nudging, betaSchedule, "training.nudging");
  }

  /** The nudging with a strength that was chosen [S V^2]. */
  Nudging newNudging(double beta) {
    return nudging(nudging.with(BETA, beta), betaSchedule, "training.nudging");
  }

  boolean isAdjoint() {
    return nudging.isOfType("adjoint");
  }

  UpdateRule newUpdateRule() {
    return updateRule.as(UpdateRule.class, "training.updateRule");
  }

  Optimizer newOptimizer() {
    return optimizer.as(Optimizer.class, "training.optimizer");
  }

  LearningRates rates() {
    return learningRates.as(LearningRates.class, "training.learningRates");
  }
}
