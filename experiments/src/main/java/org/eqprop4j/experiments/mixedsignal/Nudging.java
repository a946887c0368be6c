package org.eqprop4j.experiments.mixedsignal;

/** How gradients of the circuit are estimated. */
public enum Nudging {
  /** Two nudged phases, plus and minus beta: bias of second order in beta. */
  CENTRED,
  /** One nudged phase toward the target, against the free phase. */
  POSITIVE,
  /** One nudged phase away from the target, against the free phase. */
  NEGATIVE,
  /** The limit of small beta, by one linear solve; not what hardware does. */
  ADJOINT
}
