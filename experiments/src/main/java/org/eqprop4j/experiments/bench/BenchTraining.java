package org.eqprop4j.experiments.bench;

import java.util.SplittableRandom;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;

/** The training that is measured: random samples, centred nudging, Adam. Always the same. */
final class BenchTraining implements AutoCloseable {
  /** Batches of an epoch. */
  private static final int BATCHES = 16;

  private static final long SEED = 1;

  /** Voltages of the inputs are uniform within plus and minus this. */
  private static final double INPUT_VOLTS = 2;

  /** So small that the circuit stays what it is [S]. */
  private static final double RATE = 1e-12;

  private final Model model;
  private final AnalogNetwork analog;
  private final Trainer trainer;
  private final SamplesIterator data;
  private final long heapBefore;

  /**
   * @param batch samples of a batch
   */
  BenchTraining(BenchNetwork network, Engine engine, int threads, int batch) {
    model = network.model(SEED);
    data = samples(network, BATCHES * batch).shuffled(batch, SEED);
    heapBefore = Heap.used();
    analog =
        new AnalogNetwork(
            model, new SoftmaxCrossEntropy(5), engine, SolverOptions.DEFAULT.withThreads(threads));
    trainer =
        new Trainer(
            analog,
            new GradientEstimator.Centred(1e-7),
            new Adam(),
            LearningRates.constant(RATE),
            Long.MAX_VALUE);
  }

  private static Samples samples(BenchNetwork network, int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] features = new float[network.features() * count];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-INPUT_VOLTS, INPUT_VOLTS);
    }
    int[] labels = random.ints(count, 0, network.classes()).toArray();
    return Samples.classification(
        features, new long[] {network.features()}, labels, network.classes());
  }

  Model model() {
    return model;
  }

  /** What network, engine and trainer hold on the heap beside model and data [bytes]. */
  long heap() {
    return Math.max(0, Heap.used() - heapBefore);
  }

  /** Trains for at least so long, and one batch; the number of samples. */
  long train(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long samples = 0;
    while (System.nanoTime() < end || samples == 0) {
      samples += train(1);
    }
    return samples;
  }

  /** Trains on so many batches; the number of samples. */
  long train(int batches) {
    int[] left = {batches};
    long samples = 0;
    while (left[0] > 0) {
      if (!data.hasNext()) {
        data.reset();
      }
      samples +=
          trainer.epoch(data, (batch, loss, accuracy) -> left[0]--, () -> left[0] == 0).samples();
    }
    return samples;
  }

  @Override
  public void close() {
    analog.close();
  }
}
