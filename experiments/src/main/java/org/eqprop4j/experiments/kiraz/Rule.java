package org.eqprop4j.experiments.kiraz;

/** The learning rules that XOR is trained by. */
enum Rule {
  /** Voltage drops as in the scripts. */
  SCRIPTS_VOLTAGE_DROP(Reading.SCRIPTS, false),
  /** Power perturbation as in the scripts. */
  SCRIPTS_POWER(Reading.SCRIPTS, true),
  /** Voltage drops with polarity and order right. */
  POLARITY_VOLTAGE_DROP(Reading.EQUATIONS, false),
  /** Power perturbation with the polarity right. */
  POLARITY_POWER(Reading.EQUATIONS, true),
  /** Voltage drops with polarity, order and the zone's weight, nudged to both sides. */
  ZONE_WEIGHTS(Reading.CORRECTED, false);

  private final Reading reading;
  private final boolean power;

  Rule(Reading reading, boolean power) {
    this.reading = reading;
    this.power = power;
  }

  Reading reading() {
    return reading;
  }

  /** Whether the powers are perturbed instead of taking voltage drops. */
  boolean power() {
    return power;
  }
}
