package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Which images are used.
 *
 * @param directory where the Fashion-MNIST files are; empty to look in the usual places
 * @param trainImages how many of the 60,000 training images, from the first on
 * @param testImages how many of the 10,000 test images, from the first on
 */
public record DataConfig(String directory, int trainImages, int testImages) {

  /** Checks the ranges. */
  public DataConfig {
    Require.between("trainImages", trainImages, 1, 60_000);
    Require.between("testImages", testImages, 1, 10_000);
  }
}
