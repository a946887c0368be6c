package org.eqprop4j.bridge;

import org.eqprop4j.analog.train.GradientEstimator;

/** How gradients of the circuit are estimated, by name. */
public enum Nudging {
  /** Two nudged phases, plus and minus beta: bias of second order in beta. */
  CENTRED,
  /** One nudged phase toward the target, against the free phase. */
  POSITIVE,
  /** One nudged phase away from the target, against the free phase. */
  NEGATIVE,
  /** The limit of small beta, by one linear solve; not what hardware does. */
  ADJOINT;

  /**
   * The estimator.
   *
   * @param beta nudging strength [S V^2], positive; the adjoint has none
   */
  public GradientEstimator estimator(double beta) {
    return switch (this) {
      case CENTRED -> new GradientEstimator.Centred(beta);
      case POSITIVE -> new GradientEstimator.OneSided(beta);
      case NEGATIVE -> new GradientEstimator.OneSided(-beta);
      case ADJOINT -> new GradientEstimator.Adjoint();
    };
  }
}
