package org.eqprop4j.analog.train;

/** Hears of what {@link Trainer#fit} does. */
public interface TrainingListener {

  /**
   * A batch has been measured; the parameters are still those that it was measured with. Not a
   * place to save a checkpoint.
   */
  default void onBatch(BatchReport report) {}

  /** The model was evaluated on the validation data. */
  default void onValidation(ValidationResult result) {}

  /** An epoch is over, its validation included. A checkpoint saved here resumes exactly. */
  default void onEpoch(EpochResult result) {}
}
