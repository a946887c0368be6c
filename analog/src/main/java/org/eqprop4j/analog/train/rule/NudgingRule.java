package org.eqprop4j.analog.train.rule;

/**
 * The current that is injected into an output node. Only {@link Proportional} makes the phases tell
 * the gradient of the loss.
 */
@FunctionalInterface
public interface NudgingRule {

  /**
   * The current [A].
   *
   * @param beta nudging strength over the weight of the node's zone [S V^2], of either sign
   * @param lossGradient dC/dV of the node in the free phase [1/V]
   */
  double current(double beta, double lossGradient);

  /** I = -beta dC/dV (Scellier and Bengio 2017). */
  record Proportional() implements NudgingRule {
    @Override
    public double current(double beta, double lossGradient) {
      return -beta * lossGradient;
    }
  }

  /**
   * The proportional current of a source that gives no more than a limit.
   *
   * @param limit largest magnitude [A]
   */
  record Limited(double limit) implements NudgingRule {
    public Limited {
      if (!(limit > 0)) {
        throw new IllegalArgumentException(
            "the limit of nudging currents must be positive, got " + limit + " A");
      }
    }

    @Override
    public double current(double beta, double lossGradient) {
      return Math.max(-limit, Math.min(limit, -beta * lossGradient));
    }
  }

  /** A source that is switched: |beta| in amperes, its sign from those of beta and dC/dV. */
  record Switched() implements NudgingRule {
    @Override
    public double current(double beta, double lossGradient) {
      return -beta * Math.signum(lossGradient);
    }
  }
}
