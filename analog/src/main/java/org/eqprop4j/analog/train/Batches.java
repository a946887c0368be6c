package org.eqprop4j.analog.train;

import org.eqprop4j.data.SamplesIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Places in an iterator. */
final class Batches {
  private Batches() {}

  /**
   * Goes to a batch of an epoch. {@link SamplesIterator} knows the order of every epoch; any other
   * iterator is reset, and has to give the same order after every reset if training is to be
   * resumed within an epoch.
   *
   * @param epoch from 0
   * @param batch from 0
   */
  static void seek(DataSetIterator data, int epoch, int batch) {
    if (data instanceof SamplesIterator samples) {
      samples.startEpoch(epoch);
    } else if (data.resetSupported()) {
      data.reset();
    }
    for (int i = 0; i < batch && data.hasNext(); i++) {
      data.next();
    }
    if (!data.hasNext()) {
      throw new IllegalArgumentException(
          "the iterator has no batch "
              + (batch + 1)
              + " in epoch "
              + (epoch + 1)
              + ", expected the data that the training was begun with");
    }
  }

  /** Number of batches in an epoch. */
  static int count(DataSetIterator data) {
    if (data instanceof SamplesIterator samples) {
      return samples.batches();
    }
    int count = 0;
    for (data.reset(); data.hasNext(); data.next()) {
      count++;
    }
    return count;
  }
}
