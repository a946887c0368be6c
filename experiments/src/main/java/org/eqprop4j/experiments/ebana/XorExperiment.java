package org.eqprop4j.experiments.ebana;

import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Xor;

/** XOR of Watfa et al. (2023), Table 2: 5 input and 2 output units. */
public final class XorExperiment extends ClassificationExperiment {
  /** Found by the service loader. */
  public XorExperiment() {
    super(
        "xor",
        "XOR by a circuit with 5 input and 2 output units (Watfa et al. 2023, Table 2)",
        100);
  }

  @Override
  Samples samples() {
    return Xor.load();
  }
}
