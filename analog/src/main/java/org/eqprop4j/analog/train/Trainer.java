package org.eqprop4j.analog.train;

import java.util.function.BooleanSupplier;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Trains a model batch by batch: free phase, nudged phases, gradient, optimiser, bounds. */
public final class Trainer {
  private final AnalogNetwork network;
  private final GradientEstimator estimator;
  private final Optimizer optimizer;
  private final LearningRates rates;
  private final long steps;
  private final double[] gradient;
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
   * A trainer for a number of steps.
   *
   * @param steps number of batches of the whole training, for the schedule
   */
  public Trainer(
      AnalogNetwork network,
      GradientEstimator estimator,
      Optimizer optimizer,
      LearningRates rates,
      long steps) {
    this.network = network;
    this.estimator = estimator;
    this.optimizer = optimizer;
    this.rates = rates;
    this.steps = steps;
    this.gradient = new double[network.model().circuit().parameterCount()];
    optimizer.state(gradient.length);
    rates.layers().forEach(network.model().circuit()::parameter);
  }

  /** The model that is trained. */
  public Model model() {
    return network.model();
  }

  /** Number of updates made so far. */
  public long step() {
    return step;
  }

  /** The optimiser, whose state belongs to a checkpoint. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** Goes on after so many updates, with parameters and optimiser state restored by the caller. */
  public void resumeAt(long stepsTaken) {
    step = stepsTaken;
    network.useParameters();
  }

  /**
   * Trains on every batch that the iterator has left.
   *
   * @param stop asked before each batch; when true the epoch ends early, after whole updates only,
   *     with a loss and an accuracy of NaN if there was none
   * @throws IllegalArgumentException if the iterator has nothing left
   * @throws org.eqprop4j.analog.engine.SolveException if an operating point was not found
   */
  public Epoch epoch(DataSetIterator data, BatchListener listener, BooleanSupplier stop) {
    if (!data.hasNext()) {
      throw new IllegalArgumentException(
          "the iterator has no samples left to train on, reset it before an epoch");
    }
    int samples = 0;
    int right = 0;
    double loss = 0;
    for (int number = 1; data.hasNext(); number++) {
      if (stop.getAsBoolean()) {
        return new Epoch(samples, loss / samples, (double) right / samples, false);
      }
      Batch batch = Batch.of(data.next(), network.featureCount(), network.outputCount());
      AnalogNetwork.Free free = network.freeWithLoss(batch.features(), batch.targets());
      update(batch, free);
      for (int s = 0; s < batch.samples(); s++) {
        loss += free.losses()[s];
        right += batch.targets()[free.predicted()[s] * batch.samples() + s] > 0.5 ? 1 : 0;
      }
      samples += batch.samples();
      listener.onBatch(number, loss / samples, (double) right / samples);
    }
    return new Epoch(samples, loss / samples, (double) right / samples, true);
  }

  private void update(Batch batch, AnalogNetwork.Free free) {
    network.sumParameterGradient(network.contrast(estimator, batch.features(), free), gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= batch.samples();
    }
    Model model = network.model();
    for (Parameter p : model.circuit().parameters()) {
      if (p.trainable()) {
        double[] values = model.parameters();
        optimizer.update(
            values, gradient, step, p.offset(), p.end(), rates.of(p.name(), step, steps));
        Bounds bounds = model.bounds(p);
        for (int i = p.offset(); i < p.end(); i++) {
          values[i] = bounds.clip(values[i]);
        }
      }
    }
    step++;
    network.useParameters();
  }
}
