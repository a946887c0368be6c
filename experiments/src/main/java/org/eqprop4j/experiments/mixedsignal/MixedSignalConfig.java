package org.eqprop4j.experiments.mixedsignal;

import org.eqprop4j.experiments.config.Require;

/**
 * Everything that decides the outcome of the mixed-signal experiment. The defaults, with a comment
 * for each key, are in the resource {@code mixed-signal.yaml}.
 *
 * @param seed seed of all random streams
 * @param threads threads for the circuit, 0 for as many as there are processors; no effect on the
 *     numbers
 * @param rounds how often inputs are trained, the CNN is taught them, and the circuit is trained
 *     again
 * @param data the images
 * @param cnn the digital front-end and its training
 * @param circuit the analog classifier
 * @param analog the training of the circuit
 * @param inputs gradient descent on the inputs of the trained circuit
 * @param regression the training of the CNN toward the trained inputs
 */
public record MixedSignalConfig(
    long seed,
    int threads,
    int rounds,
    DataConfig data,
    CnnConfig cnn,
    CircuitConfig circuit,
    AnalogTrainingConfig analog,
    InputTrainingConfig inputs,
    RegressionConfig regression) {

  /** Checks the ranges. */
  public MixedSignalConfig {
    // ND4J does not reproduce its random masks from seed 0.
    Require.atLeast("seed", seed, 1);
    Require.atLeast("threads", threads, 0);
    Require.atLeast("rounds", rounds, 0);
  }
}
