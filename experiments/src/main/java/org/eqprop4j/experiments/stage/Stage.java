package org.eqprop4j.experiments.stage;

/**
 * A part of an experiment that can be interrupted between epochs.
 *
 * <p>All that a stage takes from earlier ones it reads from their {@linkplain StageContext#result
 * results} on the disk, never from memory: then a resumed run goes the same way as one that was
 * never stopped. Random streams are derived from the seed and the epoch's number.
 */
public interface Stage {
  /** A name that is unique in the experiment and can name a directory. */
  String name();

  /** The most epochs it takes; at least 1. */
  int epochs();

  /**
   * Does the epochs after {@link StageContext#finishedEpochs}, and ends each with {@link
   * StageContext#finishEpoch}. If there is a {@link StageContext#checkpoint} it starts from that.
   * It may return early when there is nothing more to gain, and is done when it returns.
   */
  void run(StageContext context) throws Exception;
}
