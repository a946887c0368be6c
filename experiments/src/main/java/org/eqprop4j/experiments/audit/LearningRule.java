package org.eqprop4j.experiments.audit;

import java.util.Locale;

/** What may be taken for the gradient of the loss: a rule, or the variation of a sum of powers. */
enum LearningRule {
  /** Voltage drops with the weight of the zone. */
  DROPS_WITH_ZONE_WEIGHTS,
  /** Voltage drops alone (Kiraz et al. 2023, eq. 2; Watfa et al. 2023, eq. 7, times 1/2). */
  DROPS,
  /** Pseudo-power of all classes. */
  PSEUDO_POWER,
  /** The same without the amplifiers. */
  PSEUDO_POWER_NO_AMPLIFIERS,
  /** The same with the amplifiers, without the nudging and bias currents. */
  PSEUDO_POWER_NO_SOURCES,
  /** Pseudo-power of the two-terminal elements. */
  PSEUDO_POWER_TWO_TERMINAL,
  /** Half the heat less what amplifiers deliver: the published power, which leaves sources out. */
  TRUE_POWER_NO_SOURCES,
  /** Half the heat. */
  TRUE_POWER_TWO_TERMINAL;

  /** What the rule has in the place of the derivative of the loss [1/S]. */
  double estimate(Derivatives d) {
    return switch (this) {
      case DROPS_WITH_ZONE_WEIGHTS -> d.eqprop();
      case DROPS -> d.drops();
      case PSEUDO_POWER -> d.resistors() + d.diodes() + d.amplifiers() + d.sources();
      case PSEUDO_POWER_NO_AMPLIFIERS -> d.resistors() + d.diodes() + d.sources();
      case PSEUDO_POWER_NO_SOURCES -> d.resistors() + d.diodes() + d.amplifiers();
      case PSEUDO_POWER_TWO_TERMINAL -> d.resistors() + d.diodes();
      case TRUE_POWER_NO_SOURCES -> (d.heat() - d.amplifierPower()) / 2;
      case TRUE_POWER_TWO_TERMINAL -> d.heat() / 2;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("no ", "without ");
  }
}
