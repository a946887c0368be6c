package org.eqprop4j.analog.train.optimizer;

/** How a quantity, a learning rate or beta, changes over training: a factor on it for each step. */
@FunctionalInterface
public interface Schedule {

  /**
   * The factor at a step.
   *
   * @param step number of steps taken before this one
   * @param steps number of steps of the whole training
   */
  double factor(long step, long steps);

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  /**
   * Half a cosine from 1 down to {@code end}.
   *
   * @param end factor after the last step
   */
  record Cosine(double end) implements Schedule {
    public Cosine {
      if (!(end >= 0 && end <= 1)) {
        throw new IllegalArgumentException("a cosine schedule ends at 0 to 1, got " + end);
      }
    }

    @Override
    public double factor(long step, long steps) {
      double progress = Math.min(1, (double) step / steps);
      return end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }

  /**
   * Times {@code factor} after every {@code every} steps.
   *
   * @param every number of steps between drops, at least 1
   */
  record Step(long every, double factor) implements Schedule {
    public Step {
      if (every < 1 || !(factor > 0 && factor <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "a step schedule needs a positive factor every 1 or more steps, got "
                + factor
                + " every "
                + every);
      }
    }

    @Override
    public double factor(long step, long steps) {
      double drops = Math.floor((double) step / every);
      return Math.pow(factor, drops);
    }
  }

  /**
   * A straight rise from {@code 1 / steps} of the first factor over the first steps, then another
   * schedule over what is left.
   *
   * @param length number of steps of the rise, at least 1
   * @param then what follows
   */
  record WarmUp(long length, Schedule then) implements Schedule {
    public WarmUp {
      if (length < 1) {
        throw new IllegalArgumentException("a warm-up takes at least 1 step, got " + length);
      }
    }

    @Override
    public double factor(long step, long steps) {
      long left = Math.max(1, steps - length);
      return step < length
          ? then.factor(0, left) * (step + 1) / length
          : then.factor(step - length, left);
    }
  }
}
