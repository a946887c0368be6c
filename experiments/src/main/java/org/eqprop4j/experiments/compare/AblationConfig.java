package org.eqprop4j.experiments.compare;

import java.util.List;
import java.util.stream.LongStream;
import org.eqprop4j.experiments.config.Require;
import org.eqprop4j.experiments.mixedsignal.DataConfig;
import org.eqprop4j.experiments.mixedsignal.MixedSignalConfig;

/**
 * What to leave out. The defaults are in the resource {@code mixed-signal-ablation.yaml}.
 *
 * @param seed the first seed
 * @param threads runs at once, 0 for as many as there are processors
 * @param engine what solves the circuits
 * @param data the images
 * @param rounds most rounds of input training, regression and training the circuit again
 * @param seeds how many seeds
 * @param settings of the mixed-signal experiment for all runs, {@code key=value} as with --set
 */
public record AblationConfig(
    long seed,
    int threads,
    String engine,
    DataConfig data,
    int rounds,
    int seeds,
    List<String> settings) {

  /** Checks the ranges. */
  public AblationConfig {
    Require.atLeast("seed", seed, 1);
    Require.atLeast("threads", threads, 0);
    Require.atLeast("rounds", rounds, 1);
    Require.atLeast("seeds", seeds, 1);
    settings = List.copyOf(settings);
  }

  /** The seeds of the runs. */
  LongStream runSeeds() {
    return LongStream.range(seed, seed + seeds);
  }

  /**
   * The run of a seed: its first rounds are the runs of fewer rounds.
   *
   * @throws org.eqprop4j.experiments.config.ConfigException if a setting is wrong
   */
  MixedSignalConfig of(long runSeed) {
    return new NestedConfig("mixed-signal-ablation", settings, engine, data)
        .of(runSeed, List.of("training=embedding", "rounds=" + rounds, "control=true"));
  }
}
