package org.eqprop4j.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.PhaseContrast;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;

/** Measures one network on the built-in engine, batch by batch, as training runs it. */
public final class NetworkBench {
  private static final int BATCH = 64;
  private static final long SEED = 1;

  /** Voltages of the inputs are uniform within plus and minus this. */
  private static final double INPUT_VOLTS = 2;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final GradientEstimator estimator = new GradientEstimator.Centred(1e-7);

  private long setParameters;
  private long free;
  private long nudged;
  private long gradient;
  private long steps;

  /**
   * Measures.
   *
   * @param seconds how long to warm up, and then to measure
   */
  public BenchResult run(BenchNetwork network, int threads, double seconds) {
    Model model = network.model(SEED);
    SolverOptions options = SolverOptions.DEFAULT.withThreads(threads);
    try (AnalogNetwork analog =
        new AnalogNetwork(model, new SoftmaxCrossEntropy(5), Engines.named("builtin"), options)) {
      SplittableRandom random = new SplittableRandom(SEED);
      repeat(analog, network, threads, random, seconds);
      setParameters = 0;
      free = 0;
      nudged = 0;
      gradient = 0;
      steps = 0;
      long before = thread.getCurrentThreadAllocatedBytes();
      double samples = repeat(analog, network, threads, random, seconds);
      long allocated = thread.getCurrentThreadAllocatedBytes() - before;
      return new BenchResult(
          network.name(),
          Kernels.active().name(),
          threads,
          BATCH,
          conductances(model),
          setParameters / 1e3 / samples,
          free / 1e3 / samples,
          nudged / 1e3 / samples,
          gradient / 1e3 / samples,
          steps / samples,
          allocated / samples);
    }
  }

  private static int conductances(Model model) {
    return model.circuit().parameters().stream()
        .filter(p -> p.kind() == Parameter.Kind.CONDUCTANCE)
        .mapToInt(Parameter::size)
        .sum();
  }

  /** Returns the number of samples. */
  private double repeat(
      AnalogNetwork analog,
      BenchNetwork network,
      int threads,
      SplittableRandom random,
      double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    double[] sum = new double[analog.model().circuit().parameterCount()];
    double[] features = new double[network.features() * BATCH];
    double[] targets = new double[network.classes() * BATCH];
    double samples = 0;
    do {
      for (int i = 0; i < features.length; i++) {
        features[i] = random.nextDouble(-INPUT_VOLTS, INPUT_VOLTS);
      }
      Arrays.fill(targets, 0);
      for (int s = 0; s < BATCH; s++) {
        targets[random.nextInt(network.classes()) * BATCH + s] = 1;
      }
      batch(analog, threads, features, targets, sum);
      samples += BATCH;
    } while (System.nanoTime() < end);
    return samples;
  }

  /** CPU time [ns]: exact for the caller alone; that of the whole process comes in 10 ms. */
  private long cpu(int threads) {
    return threads == 1 ? thread.getCurrentThreadCpuTime() : process.getProcessCpuTime();
  }

  private void batch(
      AnalogNetwork analog, int threads, double[] features, double[] targets, double[] sum) {
    long start = cpu(threads);
    analog.useParameters();
    long set = cpu(threads);
    AnalogNetwork.Free found = analog.freeWithLoss(features, targets);
    long solved = cpu(threads);
    PhaseContrast contrast = analog.contrast(estimator, features, found);
    long contrasted = cpu(threads);
    analog.sumParameterGradient(contrast, sum);
    setParameters += set - start;
    free += solved - set;
    nudged += contrasted - solved;
    gradient += cpu(threads) - contrasted;
    for (int s = 0; s < BATCH; s++) {
      steps += found.points().iterations(s);
    }
  }
}
