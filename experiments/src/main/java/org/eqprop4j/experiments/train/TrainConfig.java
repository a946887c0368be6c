package org.eqprop4j.experiments.train;

import org.eqprop4j.analog.engine.worker.Isolation;
import org.eqprop4j.experiments.config.Require;

/**
 * Everything that decides the outcome of {@code eqprop train}. The defaults, with a comment for
 * each key, are in the resource {@code train.yaml}.
 *
 * @param seed seed of all random streams
 * @param threads threads for the circuit, 0 for as many as there are processors; no effect on the
 *     numbers
 * @param engine what solves the circuit; no effect on the numbers beyond the engines' tolerance
 * @param isolation whether a simulator runs in worker processes; no effect on the numbers
 * @param data what to learn from
 * @param scaling how features become volts
 * @param layers the circuit
 * @param training how it learns
 */
public record TrainConfig(
    long seed,
    int threads,
    String engine,
    Isolation isolation,
    DataConfig data,
    ScalingConfig scaling,
    LayerList layers,
    TrainingConfig training) {

  /** Checks the ranges. */
  public TrainConfig {
    Require.atLeast("seed", seed, 1);
    Require.atLeast("threads", threads, 0);
    Require.engine(engine);
  }
}
