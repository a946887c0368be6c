package org.eqprop4j.experiments.audit;

import org.eqprop4j.analog.train.metrics.Power;
import org.eqprop4j.analog.train.metrics.PseudoPower;

/**
 * Power of a phase by class of element, mean over the samples [W].
 *
 * @param pseudoResistors see {@link PseudoPower}
 * @param pseudoDiodes likewise
 * @param pseudoAmplifiers likewise
 * @param pseudoSources likewise
 * @param resistors heat, see {@link Power}
 * @param diodes heat
 * @param amplifiers delivered
 * @param sources delivered
 */
record Powers(
    double pseudoResistors,
    double pseudoDiodes,
    double pseudoAmplifiers,
    double pseudoSources,
    double resistors,
    double diodes,
    double amplifiers,
    double sources) {

  static Powers of(PseudoPower pseudo, Power power) {
    return new Powers(
        pseudo.resistors(),
        pseudo.diodes(),
        pseudo.amplifiers(),
        pseudo.sources(),
        power.resistors(),
        power.diodes(),
        power.amplifiers(),
        power.sources());
  }

  /** What is delivered less what becomes heat, over the heat: 0 by Tellegen's theorem. */
  double imbalance() {
    return (sources + amplifiers) / (resistors + diodes) - 1;
  }

  /** These less others, times a factor. */
  Powers less(Powers other, double factor) {
    return new Powers(
        factor * (pseudoResistors - other.pseudoResistors),
        factor * (pseudoDiodes - other.pseudoDiodes),
        factor * (pseudoAmplifiers - other.pseudoAmplifiers),
        factor * (pseudoSources - other.pseudoSources),
        factor * (resistors - other.resistors),
        factor * (diodes - other.diodes),
        factor * (amplifiers - other.amplifiers),
        factor * (sources - other.sources));
  }
}
