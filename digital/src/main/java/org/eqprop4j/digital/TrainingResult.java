package org.eqprop4j.digital;

import java.util.List;

/**
 * How a training ended. Whatever the outcome, the network is as it was after the last whole epoch.
 *
 * @param outcome why it ended
 * @param epochs the epochs that were learned in this call, in order
 */
public record TrainingResult(Outcome outcome, List<TrainingProgress.Epoch> epochs) {

  /** Why a training ended. Its text says what to do about it. */
  public enum Outcome {
    COMPLETED("all epochs were learned"),
    STOPPED("stopped on request: train again to go on after the last whole epoch"),
    DIVERGED("the loss is no longer a finite number: lower the learning rate, check the data");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
