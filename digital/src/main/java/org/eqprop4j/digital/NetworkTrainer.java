package org.eqprop4j.digital;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.ImageAugmentation;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.digital.TrainingResult.Outcome;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network on samples held in memory, for classification or regression alike: the network's
 * own output layer says what is learned.
 *
 * <p>What is learned depends on the network, the samples, the batch size and the seed alone. The
 * order of the samples and the dropout masks of an epoch are drawn from the seed and the epoch's
 * number, and the network carries its updater's state and its counters with it. So a training that
 * is cut off, saved by {@link NetworkFile} and taken up again ends with the same bits as one that
 * was not.
 *
 * <p>ND4J's random generator belongs to the thread; training seeds it at the start of each epoch.
 */
public final class NetworkTrainer {
  private final int epochs;
  private final int batchSize;
  private final long seed;
  private ImageAugmentation augmentation = ImageAugmentation.NONE;
  private ToDoubleFunction<ComputationGraph> evaluation;
  private TrainingProgress progress = new TrainingProgress() {};
  private BooleanSupplier stop = () -> false;

  /** How far one pass over the samples came, and its loss summed over the samples. */
  private record Pass(Outcome outcome, double lossSum) {}

  /**
   * @param epochs to be learned in all, those that the network has already behind it included
   * @param batchSize samples per step
   * @param seed of the samples' order and of dropout
   * @throws IllegalArgumentException if the epochs or the batch size are below 1
   */
  public NetworkTrainer(int epochs, int batchSize, long seed) {
    if (epochs < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "epochs and batch size must be at least 1, got " + epochs + " and " + batchSize);
    }
    this.epochs = epochs;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /** Changes the images at random, from the seed and the epoch. */
  public NetworkTrainer augmentWith(ImageAugmentation newAugmentation) {
    augmentation = newAugmentation;
    return this;
  }

  /** Evaluates the network after each epoch, for instance its accuracy on a test set. */
  public NetworkTrainer evaluateWith(ToDoubleFunction<ComputationGraph> newEvaluation) {
    evaluation = newEvaluation;
    return this;
  }

  /** Reports batches and epochs. */
  public NetworkTrainer reportTo(TrainingProgress newProgress) {
    progress = newProgress;
    return this;
  }

  /**
   * Asks before each batch whether to stop. An interrupt of the thread stops a training in any
   * case, and stays set.
   */
  public NetworkTrainer stopWhen(BooleanSupplier newStop) {
    stop = newStop;
    return this;
  }

  /**
   * Trains from the epoch at which the network stands to the last. A training that is stopped,
   * diverges or fails in the middle of an epoch puts the network back to where that epoch began.
   *
   * @param network initialised, with one output, a layer with a loss; changed in place
   * @param samples of the shape that the network expects
   * @return the outcome and the epochs that were learned in this call: none if the network already
   *     has them all behind it
   * @throws IllegalArgumentException if there are no samples
   */
  public TrainingResult fit(ComputationGraph network, Samples samples) {
    if (samples.size() == 0) {
      throw new IllegalArgumentException("there are no samples to train on");
    }
    SamplesIterator batches = samples.shuffled(batchSize, seed).augmentedBy(augmentation);
    List<TrainingProgress.Epoch> done = new ArrayList<>();
    while (network.getEpochCount() < epochs) {
      int epoch = network.getEpochCount();
      NetworkState start = new NetworkState(network);
      Pass pass = null;
      long began = System.nanoTime();
      try {
        Nd4j.getRandom().setSeed(dropoutSeed(epoch));
        batches.startEpoch(epoch);
        pass = pass(network, batches, epoch);
      } finally {
        if (pass == null || pass.outcome() != Outcome.COMPLETED) {
          start.restore(network);
        }
      }
      if (pass.outcome() != Outcome.COMPLETED) {
        return new TrainingResult(pass.outcome(), done);
      }
      double seconds = (System.nanoTime() - began) * 1e-9;
      network.incrementEpochCount();
      done.add(
          new TrainingProgress.Epoch(
              epoch, pass.lossSum() / samples.size(), seconds, evaluate(network)));
      progress.epochDone(done.get(done.size() - 1));
    }
    return new TrainingResult(Outcome.COMPLETED, done);
  }

  private Pass pass(ComputationGraph network, SamplesIterator batches, int epoch) {
    double lossSum = 0;
    for (int batch = 0; batches.hasNext(); batch++) {
      if (stop.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return new Pass(Outcome.STOPPED, lossSum);
      }
      DataSet samples = batches.next();
      network.fit(samples);
      if (!Double.isFinite(network.score())) {
        return new Pass(Outcome.DIVERGED, lossSum);
      }
      lossSum += network.score() * samples.numExamples();
      progress.batchDone(
          new TrainingProgress.Batch(epoch, batch, batches.batches(), network.score()));
    }
    return new Pass(Outcome.COMPLETED, lossSum);
  }

  private OptionalDouble evaluate(ComputationGraph network) {
    return evaluation == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(evaluation.applyAsDouble(network));
  }

  /** Of a stream apart from the samples' order, and never 0, with which ND4J does not reproduce. */
  private long dropoutSeed(int epoch) {
    long stream = new SplittableRandom(~seed).nextLong();
    long value = new SplittableRandom(stream + epoch).nextLong();
    return value == 0 ? 1 : value;
  }
}
