package org.eqprop4j.analog.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.AllocatedBytes;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;

/** Trains on as many threads as the argument says and prints what a batch allocates in the end. */
final class AllocationForks {
  private static final int FEATURES = 12;
  private static final int CLASSES = 3;
  private static final int BATCH = 64;
  private static final int BATCHES = 20;
  private static final int EPOCHS = 400;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocationForks() {}

  public static void main(String[] arguments) {
    SolverOptions options = SolverOptions.DEFAULT.withThreads(Integer.parseInt(arguments[0]));
    try (AnalogNetwork network =
        new AnalogNetwork(
            HeadModel.of(FEATURES, 16, CLASSES, 1),
            new SoftmaxCrossEntropy(5),
            Engines.named("builtin"),
            options)) {
      Trainer trainer =
          new Trainer(
              network,
              new GradientEstimator.Centred(1e-7),
              new Adam(),
              LearningRates.constant(1e-9),
              1000);
      SamplesIterator data = samples().inOrder(BATCH);
      long least = Long.MAX_VALUE;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        data.reset();
        long before = allocated();
        trainer.epoch(data, (batch, loss, accuracy) -> {}, () -> false);
        least = Math.min(least, allocated() - before);
      }
      AllocatedBytes.print(least / BATCHES);
    }
  }

  private static Samples samples() {
    int size = BATCH * BATCHES;
    float[] features = new float[size * FEATURES];
    int[] labels = new int[size];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.sin(i);
    }
    Arrays.setAll(labels, s -> s % CLASSES);
    return Samples.classification(features, new long[] {FEATURES}, labels, CLASSES);
  }

  /** Bytes that this thread and all workers have allocated so far. */
  private static long allocated() {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    for (var thread : THREADS.dumpAllThreads(false, false, 0)) {
      if (thread.getThreadName().equals("eqprop-worker")) {
        bytes += THREADS.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return bytes;
  }
}
