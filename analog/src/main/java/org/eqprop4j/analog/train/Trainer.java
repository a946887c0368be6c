package org.eqprop4j.analog.train;

import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Trains a model batch by batch: free phase, nudged phases, gradient, optimiser, bounds. {@link
 * #fit} is the whole training; {@link #epoch} leaves epochs to the caller.
 */
public final class Trainer {
  private final AnalogNetwork network;
  private final TrainerSettings settings;
  private final LocalGradient localGradient;
  private final ParameterUpdate parameterUpdate;
  private final BatchReader reader;
  private final BatchPhases phases;
  private final FitProgress progress = new FitProgress();
  private final double[] gradient;
  private long steps;
  private long seed;
  private long step;

  /** Hears of every batch. */
  public interface BatchListener {
    /**
     * Called after the update of a batch.
     *
     * @param batch number of the batch in its epoch, from 1
     * @param loss mean loss of the epoch so far
     * @param accuracy part of the epoch's samples so far that the free phase classified right
     */
    void onBatch(int batch, double loss, double accuracy);
  }

  /**
   * The result of one epoch.
   *
   * @param samples number of samples seen
   * @param loss mean loss, each sample before the update of its batch
   * @param accuracy part classified right, likewise
   * @param complete false if it was interrupted
   */
  public record Epoch(int samples, double loss, double accuracy, boolean complete) {}

  /**
   * What an update was made from.
   *
   * @param gradient mean over the samples
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
  record Measured(
      Batch batch, GradientEstimator estimator, BatchPhases phases, double[] gradient) {}

  /**
   * What a batch adds to the sums of an epoch.
   *
   * @param right number of samples that the free phase classified right
   * @param loss sum of the losses
   */
  record Outcome(int samples, int right, double loss) {}

  Trainer(AnalogNetwork network, TrainerSettings settings) {
    this.network = network;
    this.settings = settings;
    this.steps = settings.steps();
    this.seed = settings.seed();
    this.gradient = new double[network.model().circuit().parameterCount()];
    this.localGradient =
        new LocalGradient(network.model().circuit(), settings.rules(), network.workers());
    this.reader = network.partsReader();
    this.phases = new BatchPhases(network);
    this.parameterUpdate = new ParameterUpdate(network.model(), settings, network.workers());
    settings.optimizerState(gradient.length);
  }

  /**
   * A trainer for a number of steps, with the exact update rule and clipping.
   *
   * @param steps number of batches of the whole training, for the schedule
   */
  public Trainer(
      AnalogNetwork network,
      GradientEstimator estimator,
      Optimizer optimizer,
      LearningRates rates,
      long steps) {
    this(
        network,
        on(network).nudging(estimator).optimizer(optimizer).rates(rates).steps(steps).settings());
  }

  /** The same for as many steps as the first {@link #fit} is asked for. */
  public Trainer(
      AnalogNetwork network,
      GradientEstimator estimator,
      Optimizer optimizer,
      LearningRates rates) {
    this(network, on(network).nudging(estimator).optimizer(optimizer).rates(rates).settings());
  }

  /** Begins to describe a trainer of a network. */
  public static TrainerBuilder on(AnalogNetwork network) {
    return new TrainerBuilder(network);
  }

  /** The model that is trained. */
  public Model model() {
    return network.model();
  }

  /** Number of updates made so far. */
  public long step() {
    return step;
  }

  /** Number of updates of the whole training, for the schedules; 0 if not known yet. */
  long steps() {
    return steps;
  }

  /** The seed of what training draws. */
  long seed() {
    return seed;
  }

  /** State arrays of all optimisers by name. */
  SortedMap<String, double[]> optimizerState() {
    return settings.optimizerState(gradient.length);
  }

  /** How far {@link #fit} has come. */
  FitProgress progress() {
    return progress;
  }

  /** Goes on after so many updates, with parameters and optimiser state restored by the caller. */
  void resumeAt(long stepsTaken) {
    step = stepsTaken;
    network.useParameters();
  }

  /** Goes on with the schedules and the draws of another trainer. */
  void resumeWith(long stepsOfAll, long seedOfAll) {
    steps = stepsOfAll;
    seed = seedOfAll;
  }

  /**
   * Trains until so many epochs are over, those of earlier calls and of a restored checkpoint
   * included.
   *
   * @throws org.eqprop4j.analog.engine.SolveException if an operating point was not found
   */
  public FitResult fit(DataSetIterator data, int epochs) {
    return fit(data, Fit.epochs(epochs));
  }

  /**
   * Trains as asked. After an interruption, or a restored checkpoint, it goes on where it was, with
   * results equal to the last bit to those of a training that was not interrupted, if the data give
   * the same batches again: {@link org.eqprop4j.data.SamplesIterator} does, shuffled or not.
   *
   * @throws org.eqprop4j.analog.engine.SolveException if an operating point was not found
   */
  public FitResult fit(DataSetIterator data, Fit fit) {
    if (steps == 0) {
      steps = (long) fit.epochs() * Batches.count(data);
    }
    return new FitRun(this, network, progress, data, fit).run();
  }

  /**
   * Trains on every batch that the iterator has left.
   *
   * @param stop asked before each batch; when true the epoch ends early, after whole updates only,
   *     with a loss and an accuracy of NaN if there was none
   * @throws IllegalArgumentException if the iterator has nothing left
   * @throws IllegalStateException if nobody said how many steps the training has
   * @throws org.eqprop4j.analog.engine.SolveException if an operating point was not found
   */
  public Epoch epoch(DataSetIterator data, BatchListener listener, BooleanSupplier stop) {
    if (!data.hasNext()) {
      throw new IllegalArgumentException(
          "the iterator has no samples left to train on, reset it before an epoch");
    }
    if (steps == 0) {
      throw new IllegalStateException(
          "the schedules need the number of steps of the whole training, expected it from steps()");
    }
    int samples = 0;
    int right = 0;
    double loss = 0;
    for (int number = 1; data.hasNext(); number++) {
      if (stop.getAsBoolean()) {
        return new Epoch(samples, loss / samples, (double) right / samples, false);
      }
      Batch batch = reader.next(data);
      Outcome outcome = update(batch, measured -> {});
      samples += outcome.samples();
      right += outcome.right();
      loss += outcome.loss();
      listener.onBatch(number, loss / samples, (double) right / samples);
    }
    return new Epoch(samples, loss / samples, (double) right / samples, true);
  }

  /**
   * One step.
   *
   * @param listener hears of what was measured before the parameters change
   */
  Outcome update(Batch batch, Consumer<Measured> listener) {
    GradientEstimator estimator = settings.nudging().at(step, steps, StepRandom.at(seed, step));
    phases.solve(batch, estimator);
    double perSample = 1.0 / batch.samples();
    network
        .parameterGradient()
        .sum(phases.contrasts(), network.model().parameters(), perSample, gradient);
    localGradient.sum(phases.free(), phases.contrasts(), perSample, gradient);
    listener.accept(new Measured(batch, estimator, phases, gradient));
    parameterUpdate.apply(gradient, step, steps);
    step++;
    network.useParameters();
    return outcome(batch);
  }

  private Outcome outcome(Batch batch) {
    int right = 0;
    double loss = 0;
    for (int p = 0; p < batch.parts().size(); p++) {
      Batch.Part part = batch.parts().get(p);
      AnalogNetwork.Free free = phases.free().get(p);
      for (int s = 0; s < part.samples(); s++) {
        loss += free.losses()[s];
        right += part.targets()[free.predicted()[s] * part.samples() + s] > 0.5 ? 1 : 0;
      }
    }
    return new Outcome(batch.samples(), right, loss);
  }
}
