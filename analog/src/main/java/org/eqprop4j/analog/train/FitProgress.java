package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.List;

/** How far {@link Trainer#fit} has come. What a checkpoint saves of it is {@link State}. */
final class FitProgress {
  private int finishedEpochs;
  private int batch;
  private int samples;
  private int right;
  private double loss;
  private double[] best;
  private final List<EpochResult> epochs = new ArrayList<>();
  private final List<ValidationResult> validations = new ArrayList<>();

  /**
   * Between two batches.
   *
   * @param finishedEpochs number of complete epochs
   * @param batch number of batches trained of the epoch after them
   * @param samples their samples
   * @param right number of those that were classified right
   * @param loss sum of their losses
   * @param hasBest whether the parameters of the best validation are kept
   */
  record State(
      int finishedEpochs,
      int batch,
      int samples,
      int right,
      double loss,
      boolean hasBest,
      List<EpochResult> epochs,
      List<ValidationResult> validations) {}

  State state() {
    return new State(
        finishedEpochs,
        batch,
        samples,
        right,
        loss,
        best != null,
        List.copyOf(epochs),
        List.copyOf(validations));
  }

  /**
   * Goes back to where it was.
   *
   * @param bestParameters of the best validation, or null
   */
  void restore(State state, double[] bestParameters) {
    finishedEpochs = state.finishedEpochs();
    batch = state.batch();
    samples = state.samples();
    right = state.right();
    loss = state.loss();
    best = bestParameters;
    epochs.clear();
    epochs.addAll(state.epochs());
    validations.clear();
    validations.addAll(state.validations());
  }

  int finishedEpochs() {
    return finishedEpochs;
  }

  int batch() {
    return batch;
  }

  List<EpochResult> epochs() {
    return epochs;
  }

  List<ValidationResult> validations() {
    return validations;
  }

  /** Parameters of the best validation, or null. */
  double[] best() {
    return best;
  }

  void keepBest(double[] parameters) {
    best = parameters.clone();
  }

  void count(Trainer.Outcome outcome) {
    batch++;
    samples += outcome.samples();
    right += outcome.right();
    loss += outcome.loss();
  }

  EpochResult finishEpoch(long step) {
    finishedEpochs++;
    EpochResult result =
        new EpochResult(finishedEpochs, step, samples, loss / samples, (double) right / samples);
    epochs.add(result);
    batch = 0;
    samples = 0;
    right = 0;
    loss = 0;
    return result;
  }
}
