package org.eqprop4j.experiments.bench;

import java.util.List;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.experiments.config.Require;

/**
 * What is measured. The defaults, with a comment for each key, are in the resource {@code
 * throughput.yaml}.
 *
 * @param seed of conductances and samples
 * @param threads the most threads, 0 for as many as there are processors; one is measured too
 * @param engines names; those that are not installed are left out
 * @param seconds how long to warm up and then to train each
 */
public record ThroughputConfig(long seed, int threads, List<String> engines, double seconds) {

  /** Checks the ranges. */
  public ThroughputConfig {
    Require.atLeast("threads", threads, 0);
    List<String> known = Engines.names();
    Require.that(
        !engines.isEmpty() && known.containsAll(engines),
        "engines",
        engines,
        "some of " + String.join(", ", known));
    Require.positive("seconds", seconds);
    engines = List.copyOf(engines);
  }

  /** The numbers of threads that are measured: one, and the most. */
  List<Integer> threadCounts() {
    int most = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return most == 1 ? List.of(1) : List.of(1, most);
  }
}
