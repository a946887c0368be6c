package org.eqprop4j.analog.train;

import java.util.List;

/**
 * What became of a training.
 *
 * @param ending why it ended
 * @param epochs every complete epoch, those before a resume included
 * @param validations every validation, likewise
 */
public record FitResult(
    Ending ending, List<EpochResult> epochs, List<ValidationResult> validations) {

  /** Why a training ended. */
  public enum Ending {
    /** All epochs were trained. */
    ALL_EPOCHS,
    /** The caller asked for it; it can go on. */
    INTERRUPTED,
    /** The validation did not improve any more. */
    NO_IMPROVEMENT,
    /** The validation reached its goal. */
    GOAL_REACHED
  }

  public FitResult {
    epochs = List.copyOf(epochs);
    validations = List.copyOf(validations);
  }
}
