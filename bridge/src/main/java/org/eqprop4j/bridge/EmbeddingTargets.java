package org.eqprop4j.bridge;

import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;

/**
 * What the front-end is to produce, from what training did to the circuit's inputs (Watfa et al.
 * 2023, section 4.3, step 5). Only what moved is a target: an input that stayed asks for the
 * feature as it is, also where the voltage is clipped and the feature lies beyond. Otherwise the
 * regression would spend itself on undoing what clipping cut off.
 *
 * @param overshoot how many times as far as the trained input the target lies. The front-end cannot
 *     follow each sample, only what the moves have in common, and that is a small part of each
 * @param floor least value that the embedding can have, 0 behind a relu
 */
public record EmbeddingTargets(double overshoot, double floor) {
  public EmbeddingTargets {
    if (!(overshoot > 0 && overshoot <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("overshoot must be positive, got " + overshoot);
    }
  }

  /**
   * The targets.
   *
   * @param embedding what the front-end gives now
   * @param trained trained input voltages [V] of the same samples, row-major
   * @return targets in units of the embedding, row-major
   */
  public float[] of(VoltageScaling scaling, Samples embedding, float[] trained) {
    float[] given = scaling.toVolts(embedding).features();
    float[] clipped = scaling.toEmbedding(given);
    float[] wanted = scaling.toEmbedding(trained);
    float[] targets = embedding.features().clone();
    for (int i = 0; i < targets.length; i++) {
      if (trained[i] != given[i]) {
        double target = clipped[i] + overshoot * (wanted[i] - clipped[i]);
        targets[i] = (float) Math.max(floor, target);
      }
    }
    return targets;
  }
}
