package org.eqprop4j.analog.train;

import java.util.Optional;
import org.eqprop4j.analog.train.FitResult.Ending;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** One call of {@link Trainer#fit}. */
final class FitRun {
  private final Trainer trainer;
  private final AnalogNetwork network;
  private final FitProgress progress;
  private final DataSetIterator data;
  private final Fit fit;

  FitRun(
      Trainer trainer, AnalogNetwork network, FitProgress progress, DataSetIterator data, Fit fit) {
    this.trainer = trainer;
    this.network = network;
    this.progress = progress;
    this.data = data;
    this.fit = fit;
  }

  FitResult run() {
    Ending ending = train();
    if (ending != Ending.INTERRUPTED && fit.stopping().isPresent() && progress.best() != null) {
      network.model().setParameters(progress.best());
      network.useParameters();
    }
    return new FitResult(ending, progress.epochs(), progress.validations());
  }

  private Ending train() {
    Optional<Ending> ending = early();
    while (ending.isEmpty() && progress.finishedEpochs() < fit.epochs()) {
      ending = epoch();
    }
    return ending.orElse(Ending.ALL_EPOCHS);
  }

  /** Trains what is left of the present epoch. */
  private Optional<Ending> epoch() {
    // Listeners are shown whole batches.
    BatchReader reader = fit.listeners().isEmpty() ? network.partsReader() : network.reader();
    Batches.seek(data, progress.finishedEpochs(), progress.batch());
    while (data.hasNext()) {
      if (fit.interrupted().getAsBoolean()) {
        return Optional.of(Ending.INTERRUPTED);
      }
      Batch batch = reader.next(data);
      progress.count(trainer.update(batch, this::report));
      if (fit.validation().isPresent()
          && fit.validation().get().isDueAfterBatch(trainer.step())
          && validate(progress.finishedEpochs() + 1).isPresent()) {
        return early();
      }
    }
    EpochResult result = progress.finishEpoch(trainer.step());
    Optional<Ending> ending = Optional.empty();
    if (fit.validation().isPresent()
        && fit.validation().get().isDueAfterEpoch(progress.finishedEpochs())) {
      ending = validate(progress.finishedEpochs());
    }
    fit.listeners().forEach(listener -> listener.onEpoch(result));
    return ending;
  }

  private void report(Trainer.Measured measured) {
    if (!fit.listeners().isEmpty()) {
      AnalogNetwork.Free free = measured.phases().free().get(0);
      BatchReport report =
          new BatchReport(
              progress.finishedEpochs() + 1,
              progress.batch() + 1,
              trainer.step(),
              network.model(),
              measured.batch().whole().features(),
              free,
              measured.phases().contrasts().get(0),
              measured.estimator().currents(network.model().circuit(), free.nodeGradient()),
              measured.gradient());
      fit.listeners().forEach(listener -> listener.onBatch(report));
    }
  }

  private Optional<Ending> validate(int epoch) {
    Evaluation evaluation = network.evaluate(fit.validation().orElseThrow().data());
    ValidationResult result =
        new ValidationResult(epoch, trainer.step(), evaluation.loss(), evaluation.accuracy());
    progress.validations().add(result);
    if (fit.stopping().isPresent() && fit.stopping().get().lastIsBest(progress.validations())) {
      progress.keepBest(network.model().parameters());
    }
    fit.listeners().forEach(listener -> listener.onValidation(result));
    return early();
  }

  private Optional<Ending> early() {
    return fit.stopping().flatMap(stopping -> stopping.ending(progress.validations()));
  }
}
