package org.eqprop4j.bridge;

import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.data.Samples;

/** Five-point central differences. */
final class FiniteDifferences {
  /** Step [V]: far below the diodes' 26 mV, far above what rounding moves the loss by. */
  private static final double STEP = 1e-3;

  private static final int[] PLACES = {-2, -1, 1, 2};
  private static final int[] FACTORS = {1, -8, 8, -1};

  private FiniteDifferences() {}

  /** dC/dx of a sample [1/V]. */
  static double[] ofLoss(AnalogNetwork network, Samples samples, int sample) {
    double[] features = Heads.features(samples, sample);
    double[] gradient = new double[features.length];
    for (int f = 0; f < features.length; f++) {
      double at = features[f];
      for (int p = 0; p < PLACES.length; p++) {
        features[f] = at + PLACES[p] * STEP;
        gradient[f] +=
            FACTORS[p] * Heads.loss(network, features, samples.label(sample)) / (12 * STEP);
      }
      features[f] = at;
    }
    return gradient;
  }
}
