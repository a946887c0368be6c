package org.eqprop4j.digital;

import java.util.OptionalDouble;

/**
 * Follows a training. All methods are called on the training's own thread, between two batches, and
 * do nothing unless overridden.
 */
public interface TrainingProgress {
  /**
   * A batch that has just been learned.
   *
   * @param epoch counted from 0
   * @param batch counted from 0
   * @param batches in an epoch
   * @param score the network's mean loss over the batch, before its step
   */
  record Batch(int epoch, int batch, int batches, double score) {}

  /**
   * An epoch that has just ended.
   *
   * @param epoch counted from 0
   * @param meanLoss over all samples, each as its batch came by, dropout included
   * @param trainSeconds wall-clock time of the learning alone, in seconds
   * @param evaluation what the trainer's evaluation said, for instance an accuracy; empty if it has
   *     none
   */
  record Epoch(int epoch, double meanLoss, double trainSeconds, OptionalDouble evaluation) {}

  /** Called after every batch. */
  default void batchDone(Batch batch) {}

  /**
   * Called after every epoch, when the network's counters already stand at the next one: a network
   * saved here is one that training can go on from.
   */
  default void epochDone(Epoch epoch) {}
}
