package org.eqprop4j.analog.train;

import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import org.eqprop4j.analog.train.optimizer.Schedule;

/** The estimator that a training uses at each of its steps. */
@FunctionalInterface
public interface Nudging {

  /**
   * The estimator of a step.
   *
   * @param step number of steps taken before this one
   * @param steps number of steps of the whole training
   * @param random the training's stream at this step; it depends on seed and step alone
   */
  GradientEstimator at(long step, long steps, RandomGenerator random);

  /** The same estimator always. */
  static Nudging always(GradientEstimator estimator) {
    return (step, steps, random) -> estimator;
  }

  /**
   * A beta that changes.
   *
   * @param beta nudging strength at a factor of 1 [S V^2]
   * @param estimator of a beta, for instance {@code GradientEstimator.Centred::new}
   */
  record Scheduled(double beta, Schedule schedule, DoubleFunction<GradientEstimator> estimator)
      implements Nudging {
    @Override
    public GradientEstimator at(long step, long steps, RandomGenerator random) {
      return estimator.apply(beta * schedule.factor(step, steps));
    }
  }

  /**
   * One nudged phase, whose beta has a sign drawn for each step: over many steps the bias of order
   * beta cancels, at half the solves of centred nudging (Laborieux et al. 2021).
   *
   * @param beta magnitude of the nudging strength at a factor of 1 [S V^2]
   */
  record RandomSign(double beta, Schedule schedule) implements Nudging {
    public RandomSign {
      if (!(beta > 0 && beta <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("beta must be positive, got " + beta);
      }
    }

    /** With the same magnitude always. */
    public RandomSign(double beta) {
      this(beta, new Schedule.Constant());
    }

    @Override
    public GradientEstimator at(long step, long steps, RandomGenerator random) {
      double strength = beta * schedule.factor(step, steps);
      return new GradientEstimator.OneSided(random.nextBoolean() ? strength : -strength);
    }
  }
}
