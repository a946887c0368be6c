package org.eqprop4j.experiments.robustness;

/** A training that differs from the defaults in one thing. */
enum Variant {
  /** Centred nudging, zone weights, Adam, the built-in engine at 1e-9 V. */
  DEFAULTS,
  /** One nudged phase, towards the target. */
  TOWARDS,
  /** One nudged phase, away from the target. */
  AWAY,
  /** One nudged phase, to a side drawn anew at each step. */
  RANDOM_SIGN,
  /** Zone weights left out. */
  NO_ZONE_WEIGHTS,
  /** Voltages read with an error of 1 uV, a simulator's default. */
  VOLTS_1E_6,
  /** Voltages read with an error of 1 mV, a converter of ten bits. */
  VOLTS_1E_3,
  /** Plain gradient descent, the first step as long as Adam's. */
  SGD,
  /** Momentum 0.9, the first steps a tenth as long. */
  MOMENTUM,
  /** A tenth of the learning rate. */
  SLOWER,
  /** Ten times the learning rate. */
  FASTER,
  /** Initial conductances and learning rate a tenth. */
  SMALL_CONDUCTANCES,
  /** Initial conductances and learning rate tenfold. */
  LARGE_CONDUCTANCES,
  /** The limit of vanishing nudging by one linear solve: beta is without meaning. */
  ADJOINT;

  /** Error with which voltages are read [V]; 0 for the engine's own. */
  double accuracy() {
    return switch (this) {
      case VOLTS_1E_6 -> 1e-6;
      case VOLTS_1E_3 -> 1e-3;
      default -> 0;
    };
  }

  /** Factor on the learning rate, which is relative to the conductances. */
  double rateFactor() {
    return switch (this) {
      case SLOWER, MOMENTUM -> 0.1;
      case FASTER -> 10;
      default -> 1;
    };
  }

  /** Factor on the initial conductances. */
  double conductanceFactor() {
    return switch (this) {
      case SMALL_CONDUCTANCES -> 0.1;
      case LARGE_CONDUCTANCES -> 10;
      default -> 1;
    };
  }
}
