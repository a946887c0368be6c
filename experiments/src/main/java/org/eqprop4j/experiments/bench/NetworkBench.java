package org.eqprop4j.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.model.Model;

/** Measures the training of one network on the built-in engine: random samples, Adam. */
public final class NetworkBench {
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The best so far: at first, vectors may not be compiled yet. */
  private double peak;

  /**
   * Measures.
   *
   * @param batch samples of a batch
   * @param seconds how long to warm up, and then to measure
   */
  public BenchResult run(BenchNetwork network, int threads, int batch, double seconds) {
    TimedEngine engine = new TimedEngine(Engines.named("builtin"), () -> clock(threads));
    try (BenchTraining training = new BenchTraining(network, engine, threads, batch)) {
      training.train(seconds);
      engine.reset();
      long bytes = thread.getCurrentThreadAllocatedBytes();
      long cpu = cpu(threads);
      long clock = clock(threads);
      long wall = System.nanoTime();
      double samples = training.train(seconds);
      wall = System.nanoTime() - wall;
      clock = clock(threads) - clock;
      cpu = cpu(threads) - cpu;
      bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
      double multiplyAdds =
          new TrainingCosts(training.model())
              .multiplyAdds(
                  engine.freeSteps.sum() / samples,
                  engine.nudgedSteps.sum() / samples,
                  engine.matrixIterations() / samples);
      peak = Math.max(peak, Peak.perNanosecond());
      double setting = engine.setParameters.sum();
      // Threads solve at the same time, each a part of the batch.
      double free = (double) engine.free.sum() / threads;
      double nudged = (double) engine.nudged.sum() / threads;
      return new BenchResult(
          network.name(),
          Kernels.active().name(),
          threads,
          batch,
          conductances(training.model()),
          setting / 1e3 / samples,
          free / 1e3 / samples,
          nudged / 1e3 / samples,
          (clock - setting - free - nudged) / 1e3 / samples,
          cpu / 1e3 / samples,
          wall / 1e3 / samples,
          engine.freeSteps.sum() / samples,
          engine.nudgedSteps.sum() / (2 * samples),
          multiplyAdds,
          multiplyAdds * samples / (cpu * peak),
          training.heap() / 1e6,
          bytes / samples);
    }
  }

  private static int conductances(Model model) {
    return model.circuit().parameters().stream()
        .filter(p -> p.kind() == Parameter.Kind.CONDUCTANCE)
        .mapToInt(Parameter::size)
        .sum();
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
