package org.eqprop4j.experiments.ebana;

import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Iris;

/** Iris of Watfa et al. (2023), section 4.1: 105 training and 45 test samples, 9-10-6 units. */
public final class IrisExperiment extends ClassificationExperiment {
  /** Found by the service loader. */
  public IrisExperiment() {
    super("iris", "Iris by the circuit of 9-10-6 units (Watfa et al. 2023, section 4.1)", 100);
  }

  @Override
  Samples samples() {
    return Iris.load();
  }
}
