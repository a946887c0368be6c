package org.eqprop4j.analog.train.optimizer;

/** How the learning rate changes over training. */
public interface Schedule {

  /**
   * The factor on the learning rate.
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
}
