package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.data.ImageAugmentation;
import org.eqprop4j.experiments.config.Require;

/**
 * Random changes of the training images where a front-end learns to classify, digitally or jointly.
 *
 * @param shift most pixels that an image is moved by in either direction
 * @param mirror whether every other image, at random, is turned left to right
 */
public record AugmentationConfig(int shift, boolean mirror) {
  private static final int MOST = 14;

  /** Checks the range. */
  public AugmentationConfig {
    Require.between("shift", shift, 0, MOST);
  }

  ImageAugmentation images() {
    return new ImageAugmentation(shift, mirror);
  }
}
