package org.eqprop4j.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;

/** Measures the training of one network on the built-in engine: random samples, Adam. */
public final class NetworkBench {
  private static final int BATCH = 64;
  private static final int SAMPLES = 16 * BATCH;
  private static final long SEED = 1;

  /** Voltages of the inputs are uniform within plus and minus this. */
  private static final double INPUT_VOLTS = 2;

  /** So small that the circuit stays what it is [S]. */
  private static final double RATE = 1e-12;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Measures.
   *
   * @param seconds how long to warm up, and then to measure
   */
  public BenchResult run(BenchNetwork network, int threads, double seconds) {
    Model model = network.model(SEED);
    SolverOptions options = SolverOptions.DEFAULT.withThreads(threads);
    TimedEngine engine = new TimedEngine(Engines.named("builtin"), () -> clock(threads));
    try (AnalogNetwork analog =
        new AnalogNetwork(model, new SoftmaxCrossEntropy(5), engine, options)) {
      Trainer trainer =
          new Trainer(
              analog,
              new GradientEstimator.Centred(1e-7),
              new Adam(),
              LearningRates.constant(RATE),
              Long.MAX_VALUE);
      SamplesIterator data = samples(network).shuffled(BATCH, SEED);
      train(trainer, data, seconds);
      engine.reset();
      long bytes = thread.getCurrentThreadAllocatedBytes();
      long cpu = cpu(threads);
      long clock = clock(threads);
      long wall = System.nanoTime();
      double samples = train(trainer, data, seconds);
      wall = System.nanoTime() - wall;
      clock = clock(threads) - clock;
      cpu = cpu(threads) - cpu;
      bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
      long solving = engine.setParameters + engine.free + engine.nudged;
      return new BenchResult(
          network.name(),
          Kernels.active().name(),
          threads,
          BATCH,
          conductances(model),
          engine.setParameters / 1e3 / samples,
          engine.free / 1e3 / samples,
          engine.nudged / 1e3 / samples,
          (clock - solving) / 1e3 / samples,
          cpu / 1e3 / samples,
          wall / 1e3 / samples,
          engine.freeSteps / samples,
          engine.nudgedSteps / (2 * samples),
          bytes / samples);
    }
  }

  private static Samples samples(BenchNetwork network) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] features = new float[network.features() * SAMPLES];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-INPUT_VOLTS, INPUT_VOLTS);
    }
    int[] labels = random.ints(SAMPLES, 0, network.classes()).toArray();
    return Samples.classification(
        features, new long[] {network.features()}, labels, network.classes());
  }

  private static int conductances(Model model) {
    return model.circuit().parameters().stream()
        .filter(p -> p.kind() == Parameter.Kind.CONDUCTANCE)
        .mapToInt(Parameter::size)
        .sum();
  }

  /** Returns the number of samples. */
  private static double train(Trainer trainer, SamplesIterator data, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    double samples = 0;
    while (System.nanoTime() < end || samples == 0) {
      data.reset();
      samples +=
          trainer
              .epoch(data, (batch, loss, accuracy) -> {}, () -> System.nanoTime() >= end)
              .samples();
    }
    return samples;
  }

  /** Of the parts [ns]: CPU time with one thread, else wall time. */
  private long clock(int threads) {
    return threads == 1 ? thread.getCurrentThreadCpuTime() : System.nanoTime();
  }

  /** CPU time of all threads that train [ns]. */
  private long cpu(int threads) {
    return threads == 1 ? thread.getCurrentThreadCpuTime() : process.getProcessCpuTime();
  }
}
