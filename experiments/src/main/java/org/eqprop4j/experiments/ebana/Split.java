package org.eqprop4j.experiments.ebana;

import org.eqprop4j.data.Partition;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;

/**
 * Samples to train and to test on, as input voltages.
 *
 * @param train training samples
 * @param test test samples
 */
record Split(Samples train, Samples test) {

  /**
   * Draws a part of each class for testing and scales the features so that those for training reach
   * from one end of the voltage range to the other.
   *
   * @param testShare part of each class; 0 tests on the training samples
   * @param range features reach from minus to plus this [V]
   */
  static Split draw(Samples all, double testShare, double range, long seed) {
    Partition part = Partition.stratified(all.labels(), 0, testShare, seed);
    Samples train = all.select(part.train());
    Samples test = testShare == 0 ? train : all.select(part.test());
    VoltageScaling scaling = VoltageScaling.fitExtremes(train, range);
    return new Split(scaling.toVolts(train), scaling.toVolts(test));
  }
}
