package org.eqprop4j.analog.testing;

import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.classic.Iris;
import org.eqprop4j.data.classic.Xor;

/** A small training on the built-in engine, with centred nudging and settings that work. */
public final class Training implements AutoCloseable {
  public final AnalogNetwork network;
  public final Trainer trainer;
  private final Samples samples;
  private final SamplesIterator batches;

  /** With Adam at 5e-8 S a step. */
  public Training(Model model, Samples samples, int batchSize, int threads) {
    this(model, samples, batchSize, threads, new Adam(), LearningRates.constant(5e-8));
  }

  public Training(
      Model model,
      Samples samples,
      int batchSize,
      int threads,
      Optimizer optimizer,
      LearningRates rates) {
    this.samples = samples;
    batches = samples.shuffled(batchSize, 3);
    network =
        new AnalogNetwork(
            model,
            new SoftmaxCrossEntropy(5),
            Engines.named("builtin"),
            SolverOptions.DEFAULT.withThreads(threads));
    trainer = new Trainer(network, new GradientEstimator.Centred(1e-7), optimizer, rates, 1000);
  }

  /** Trains in the epochs from {@code first} to {@code last}, both included. */
  public Training epochs(int first, int last) {
    for (int epoch = first; epoch <= last; epoch++) {
      batches.startEpoch(epoch);
      trainer.epoch(batches, (batch, loss, accuracy) -> {}, () -> false);
    }
    return this;
  }

  /** Accuracy on the samples trained on. */
  public double accuracy() {
    return network.evaluate(samples.inOrder(64)).accuracy();
  }

  /** Mean loss on the samples trained on. */
  public double loss() {
    return network.evaluate(samples.inOrder(64)).loss();
  }

  /** Iris, every feature with mean 0 and standard deviation 0.5 V. */
  public static Samples iris() {
    Samples raw = Iris.load();
    int width = raw.featureWidth();
    float[] values = raw.features().clone();
    for (int f = 0; f < width; f++) {
      double sum = 0;
      double squares = 0;
      for (int s = 0; s < raw.size(); s++) {
        sum += values[s * width + f];
        squares += (double) values[s * width + f] * values[s * width + f];
      }
      double mean = sum / raw.size();
      double deviation = Math.sqrt(squares / raw.size() - mean * mean);
      for (int s = 0; s < raw.size(); s++) {
        values[s * width + f] = (float) (0.5 * (values[s * width + f] - mean) / deviation);
      }
    }
    return raw.withFeatures(values, width);
  }

  /** Exclusive or, inputs of -1 V and 1 V. */
  public static Samples xor() {
    return Xor.load();
  }

  @Override
  public void close() {
    network.close();
  }
}
