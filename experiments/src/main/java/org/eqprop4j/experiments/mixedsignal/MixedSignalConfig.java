package org.eqprop4j.experiments.mixedsignal;

import java.util.List;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.worker.Isolation;
import org.eqprop4j.experiments.config.Require;

/**
 * Everything that decides the outcome of the mixed-signal experiment. The defaults, with a comment
 * for each key, are in the resource {@code mixed-signal.yaml}.
 *
 * @param seed seed of all random streams
 * @param threads threads for the circuit, 0 for as many as there are processors; no effect on the
 *     numbers
 * @param engine what solves the circuit; no effect on the numbers beyond the engines' tolerance
 * @param isolation whether a simulator runs in worker processes; no effect on the numbers
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
    String engine,
    Isolation isolation,
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
    List<String> engines = Engines.names();
    Require.that(
        engines.contains(engine), "engine", engine, "one of " + String.join(", ", engines));
    Require.atLeast("rounds", rounds, 0);
  }

  /** Number of operating points that a run asks for, roughly: three for each image and epoch. */
  long operatingPoints() {
    return 3L * data.trainImages() * (analog.epochs() + (long) rounds * analog.epochsAgain());
  }
}
