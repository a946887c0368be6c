package org.eqprop4j.experiments.ebana;

/**
 * The circuit of section 4.2 of Watfa et al. (2023) in one of its variants.
 *
 * @param factor what conductances and learning rate are multiplied by
 * @param biasShift how much earlier the diodes conduct [V]
 */
record ConductanceVariant(double factor, double biasShift) {
  /** The circuit of section 4.1. */
  static final ConductanceVariant BASE = new ConductanceVariant(1, 0);

  /** The circuit of this variant. */
  CircuitConfig circuit(CircuitConfig base) {
    return base.withConductancesTimes(factor)
        .withDiodes(base.diode(), base.diodeBias() - biasShift);
  }

  /** Its training: the gradient falls as conductances rise, beta is chosen anew anyway. */
  TrainingConfig training(TrainingConfig base) {
    return base.withLearningRate(base.learningRate() * factor);
  }
}
