package org.eqprop4j.experiments.bench;

import java.util.Arrays;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.kernel.Kernels;

/**
 * How much faster a network is trained by several threads than by one: both trainings take turns,
 * so that what else the machine does slows down both alike.
 */
public final class SpeedupBench {
  /**
   * Measures.
   *
   * @param seconds how long to warm up, and then to measure, each training
   * @param turns number of turns that the time is cut into
   */
  public SpeedupResult run(BenchNetwork network, int threads, double seconds, int turns) {
    try (BenchTraining alone = new BenchTraining(network, Engines.named("builtin"), 1);
        BenchTraining shared = new BenchTraining(network, Engines.named("builtin"), threads)) {
      int batches = warmUp(alone, shared, seconds, turns);
      double[] one = new double[turns];
      double[] several = new double[turns];
      double[] ratios = new double[turns];
      double[] roundTrips = new double[turns + 1];
      for (int turn = 0; turn < turns; turn++) {
        roundTrips[turn] = RoundTrip.nanoseconds();
        one[turn] = microseconds(alone, batches);
        several[turn] = microseconds(shared, batches);
        ratios[turn] = one[turn] / several[turn];
      }
      roundTrips[turns] = RoundTrip.nanoseconds();
      return new SpeedupResult(
          network.name(),
          Kernels.active().name(),
          threads,
          turns,
          batches,
          median(one),
          median(several),
          median(ratios),
          Arrays.stream(ratios).min().orElseThrow(),
          Arrays.stream(ratios).max().orElseThrow(),
          median(roundTrips),
          Arrays.stream(ratios).boxed().toList(),
          Arrays.stream(roundTrips).boxed().toList(),
          Arrays.equals(alone.model().parameters(), shared.model().parameters()));
    }
  }

  /** Trains both alike; the number of batches that one thread trains in a turn. */
  private static int warmUp(BenchTraining alone, BenchTraining shared, double seconds, int turns) {
    long end = System.nanoTime() + (long) (seconds * 2e9);
    double best = Double.POSITIVE_INFINITY;
    do {
      best = Math.min(best, microseconds(alone, 1));
      microseconds(shared, 1);
    } while (System.nanoTime() < end);
    return (int) Math.max(1, 1e6 * seconds / turns / (best * BenchTraining.BATCH));
  }

  /** Wall time per sample. */
  private static double microseconds(BenchTraining training, int batches) {
    long start = System.nanoTime();
    long samples = training.train(batches);
    return (System.nanoTime() - start) / 1e3 / samples;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
  }
}
