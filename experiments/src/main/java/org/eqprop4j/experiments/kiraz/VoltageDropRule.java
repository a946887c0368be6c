package org.eqprop4j.experiments.kiraz;

import org.eqprop4j.experiments.kiraz.PublishedCircuit.State;

/**
 * The gradient from the squares of the voltage drops in two phases (Kiraz et al. 2023, eq. 2).
 *
 * @param shuffled whether the first layer's drops are listed neuron by neuron (R1 R3 R5 R2 R4 R6)
 *     and applied to R1 to R6, as in the published scripts
 * @param upstreamWeight factor on the first layer: 1 in the paper, the gain squared by the
 *     circuit's energy
 */
record VoltageDropRule(boolean shuffled, double upstreamWeight) {

  /**
   * Estimates dC/dw with C = (t - y)^2 / 2.
   *
   * @param span by how much the phases' nudging towards the target differs [S]: currents {@code
   *     beta (t - y)} with different beta
   * @return one value per weight [V^2/S], with the weight's sign
   */
  double[] gradient(
      PublishedCircuit circuit,
      double[] weights,
      double[] sources,
      State upper,
      State lower,
      double span) {
    double[] high = circuit.drops(sources, upper);
    double[] low = circuit.drops(sources, lower);
    double[] gradient = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      boolean first = k < PublishedCircuit.FIRST;
      int from = first && shuffled ? listed(k) : k;
      // The difference of squares, without losing digits when the phases are close.
      double difference = (high[from] + low[from]) * (high[from] - low[from]);
      gradient[k] =
          (first ? upstreamWeight : 1) * Math.copySign(1, weights[k]) * difference / (2 * span);
    }
    return gradient;
  }

  /** The resistor whose drop stands at place k when drops are listed neuron by neuron. */
  private static int listed(int k) {
    return k % PublishedCircuit.SOURCES * PublishedCircuit.HIDDEN + k / PublishedCircuit.SOURCES;
  }
}
