package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What {@link Trainer#fit} is asked for.
 *
 * @param epochs number of epochs after which the training is over, those trained before included
 * @param validation what the model is measured on, and when
 * @param stopping when to end early
 * @param listeners who hears of it, in this order
 * @param interrupted asked before each batch; when true, training ends and can be resumed
 */
public record Fit(
    int epochs,
    Optional<Validation> validation,
    Optional<EarlyStopping> stopping,
    List<TrainingListener> listeners,
    BooleanSupplier interrupted) {

  /**
   * Validation data.
   *
   * @param data reset and read to the end each time
   * @param every number of epochs or batches from one validation to the next, at least 1
   * @param afterBatches whether {@code every} counts batches, over all epochs, rather than epochs
   */
  public record Validation(DataSetIterator data, int every, boolean afterBatches) {
    public Validation {
      if (every < 1) {
        throw new IllegalArgumentException(
            "validation takes place every 1 or more epochs or batches, got " + every);
      }
    }

    boolean isDueAfterBatch(long step) {
      return afterBatches && step % every == 0;
    }

    boolean isDueAfterEpoch(int epoch) {
      return !afterBatches && epoch % every == 0;
    }
  }

  public Fit {
    if (epochs < 1) {
      throw new IllegalArgumentException("a training takes at least 1 epoch, got " + epochs);
    }
    if (stopping.isPresent() && validation.isEmpty()) {
      throw new IllegalArgumentException("early stopping needs validation data");
    }
    listeners = List.copyOf(listeners);
  }

  /** Training to the end of the given epoch, without validation. */
  public static Fit epochs(int epochs) {
    return new Fit(epochs, Optional.empty(), Optional.empty(), List.of(), () -> false);
  }

  /** The same with a validation after every so many epochs. */
  public Fit validateEvery(int count, DataSetIterator data) {
    return new Fit(
        epochs, Optional.of(new Validation(data, count, false)), stopping, listeners, interrupted);
  }

  /** The same with a validation after every so many batches. */
  public Fit validateEveryBatches(int count, DataSetIterator data) {
    return new Fit(
        epochs, Optional.of(new Validation(data, count, true)), stopping, listeners, interrupted);
  }

  /** The same, ending early. Give the validation first. */
  public Fit stopping(EarlyStopping rule) {
    return new Fit(epochs, validation, Optional.of(rule), listeners, interrupted);
  }

  /** The same with one more listener. */
  public Fit listener(TrainingListener listener) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    all.add(listener);
    return new Fit(epochs, validation, stopping, all, interrupted);
  }

  /** The same, ending when asked to. */
  public Fit interruptedBy(BooleanSupplier stop) {
    return new Fit(epochs, validation, stopping, listeners, stop);
  }
}
