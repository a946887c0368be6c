package org.eqprop4j.experiments.kiraz;

import org.eqprop4j.experiments.kiraz.PublishedCircuit.Feedback;

/** How the papers' learning rule is read. */
public enum Reading {
  /**
   * The equations: voltage drops as in eq. 2, amplifiers as drawn; no factor for the amplifiers.
   */
  EQUATIONS(Feedback.RIGHT, false, 1, false),
  /** The scripts: the amplifiers' feedback reversed, drops applied to other resistors. */
  SCRIPTS(Feedback.REVERSED, true, 1, false),
  /** The weight of the zone before the amplifiers, and nudging to both sides. */
  CORRECTED(Feedback.RIGHT, false, PublishedCircuit.GAIN * PublishedCircuit.GAIN, true);

  private final Feedback feedback;
  private final boolean shuffled;
  private final double upstreamWeight;
  private final boolean centred;

  Reading(Feedback feedback, boolean shuffled, double upstreamWeight, boolean centred) {
    this.feedback = feedback;
    this.shuffled = shuffled;
    this.upstreamWeight = upstreamWeight;
    this.centred = centred;
  }

  Feedback feedback() {
    return feedback;
  }

  VoltageDropRule rule() {
    return new VoltageDropRule(shuffled, upstreamWeight);
  }

  /**
   * Whether the circuit is nudged to both sides; if not, away from the target, as in the scripts.
   */
  boolean centred() {
    return centred;
  }
}
