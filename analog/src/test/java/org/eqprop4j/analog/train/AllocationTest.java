package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training allocates nothing that grows with the circuit or the batch, once all is compiled. */
class AllocationTest {
  private static final int FEATURES = 12;
  private static final int CLASSES = 3;
  private static final int BATCH = 64;
  private static final int BATCHES = 20;

  /** The indices of a batch are 272 bytes of it; its input voltages alone would be 6144. */
  private static final long BYTES_PER_BATCH = 4096;

  private static final int MOST_EPOCHS = 400;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainingDoesNotAllocateInTheSteadyState(int count) {
    SolverOptions options = SolverOptions.DEFAULT.withThreads(count);
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
      for (int epoch = 0; epoch < MOST_EPOCHS && least > BYTES_PER_BATCH * BATCHES; epoch++) {
        data.reset();
        long before = allocated();
        trainer.epoch(data, (batch, loss, accuracy) -> {}, () -> false);
        least = Math.min(least, allocated() - before);
      }
      assertThat(least / BATCHES).isLessThanOrEqualTo(BYTES_PER_BATCH);
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
  private long allocated() {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    for (var thread : threads.dumpAllThreads(false, false, 0)) {
      if (thread.getThreadName().equals("eqprop-worker")) {
        bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return bytes;
  }
}
