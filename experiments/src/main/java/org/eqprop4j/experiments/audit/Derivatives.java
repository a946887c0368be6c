package org.eqprop4j.experiments.audit;

/**
 * A conductance's derivatives of the loss, and of what nudging changes in the power of each class
 * of element. All are mean over the samples and in 1/S: powers of the nudged phases are subtracted
 * and divided by the difference of their beta. Operating points follow the conductance, nudging
 * currents are held.
 *
 * @param loss derivative of the loss, by finite differences
 * @param drops the difference of squared voltage drops over two, as in both papers
 * @param eqprop the same times the weight of the zone: the library's gradient
 * @param resistors derivative of the resistors' pseudo-power
 * @param diodes of the diodes' pseudo-power
 * @param amplifiers of what amplifiers add to pseudo-power, the zones' weights
 * @param sources of the current sources' pseudo-power
 * @param heat of the true power in resistors and diodes
 * @param amplifierPower of the true power that amplifiers deliver
 * @param sourcePower of the true power that independent sources deliver
 */
record Derivatives(
    double loss,
    double drops,
    double eqprop,
    double resistors,
    double diodes,
    double amplifiers,
    double sources,
    double heat,
    double amplifierPower,
    double sourcePower) {}
