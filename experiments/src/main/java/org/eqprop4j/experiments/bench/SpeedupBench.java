package org.eqprop4j.experiments.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * How much faster a network is trained by several threads than by one, and how much more work as
 * many threads can do here that have nothing in common. All trainings take turns, so that what else
 * the machine does slows down all alike.
 */
public final class SpeedupBench {
  /**
   * Measures.
   *
   * @param batch samples of a batch
   * @param seconds how long to warm up, and then to measure, each training
   * @param turns number of turns that the time is cut into
   */
  public SpeedupResult run(
      BenchNetwork network, int threads, int batch, double seconds, int turns) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<BenchTraining> apart = new ArrayList<>();
    try (BenchTraining alone = training(network, 1, batch);
        BenchTraining shared = training(network, threads, batch)) {
      for (int i = 0; i < threads; i++) {
        apart.add(training(network, 1, batch));
      }
      int batches = warmUp(alone, shared, batch, seconds, turns);
      rate(pool, apart, batches);
      double[] one = new double[turns];
      double[] several = new double[turns];
      double[] ratios = new double[turns];
      double[] limits = new double[turns];
      double[] roundTrips = new double[turns + 1];
      for (int turn = 0; turn < turns; turn++) {
        roundTrips[turn] = RoundTrip.nanoseconds();
        one[turn] = microseconds(alone, batches);
        several[turn] = microseconds(shared, batches);
        ratios[turn] = one[turn] / several[turn];
        limits[turn] = one[turn] * rate(pool, apart, batches);
      }
      roundTrips[turns] = RoundTrip.nanoseconds();
      double[] idle =
          IntStream.range(0, turns)
              .filter(turn -> limits[turn] >= SpeedupResult.IDLE * threads)
              .mapToDouble(turn -> ratios[turn])
              .toArray();
      return new SpeedupResult(
          network.name(),
          Kernels.active().name(),
          threads,
          batch,
          turns,
          batches,
          median(one),
          median(several),
          median(ratios),
          Arrays.stream(ratios).min().orElseThrow(),
          Arrays.stream(ratios).max().orElseThrow(),
          median(limits),
          median(idle),
          idle.length,
          median(roundTrips),
          Arrays.stream(ratios).boxed().toList(),
          Arrays.stream(limits).boxed().toList(),
          Arrays.stream(roundTrips).boxed().toList(),
          Arrays.equals(alone.model().parameters(), shared.model().parameters()));
    } finally {
      pool.shutdown();
      apart.forEach(BenchTraining::close);
    }
  }

  private static BenchTraining training(BenchNetwork network, int threads, int batch) {
    return new BenchTraining(network, Engines.named("builtin"), threads, batch);
  }

  /** Trains both alike; the number of batches that one thread trains in a turn. */
  private static int warmUp(
      BenchTraining alone, BenchTraining shared, int batch, double seconds, int turns) {
    long end = System.nanoTime() + (long) (seconds * 2e9);
    double best = Double.POSITIVE_INFINITY;
    do {
      best = Math.min(best, microseconds(alone, 1));
      microseconds(shared, 1);
    } while (System.nanoTime() < end);
    return (int) Math.max(1, 1e6 * seconds / turns / (best * batch));
  }

  /** Wall time per sample. */
  private static double microseconds(BenchTraining training, int batches) {
    long start = System.nanoTime();
    long samples = training.train(batches);
    return (System.nanoTime() - start) / 1e3 / samples;
  }

  /** Samples per microsecond of trainings side by side. */
  private static double rate(ExecutorService pool, List<BenchTraining> trainings, int batches) {
    List<Callable<Double>> tasks = new ArrayList<>();
    for (BenchTraining training : trainings) {
      tasks.add(() -> 1 / microseconds(training, batches));
    }
    try {
      double sum = 0;
      for (Future<Double> done : pool.invokeAll(tasks)) {
        sum += done.get();
      }
      return sum;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trainings ran side by side", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a training beside others failed", e.getCause());
    }
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
  }
}
