package org.eqprop4j.experiments.mixedsignal;

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
 * @param training how the two sides are trained
 * @param rounds how often inputs are trained, the CNN is taught them, and the circuit is trained
 *     again; only for training by embedding
 * @param control whether the circuit is also trained as long without retraining the CNN; only for
 *     training by embedding
 * @param data the images
 * @param augmentation of the images that a front-end learns to classify
 * @param frontEnd the digital side
 * @param cnn its training as a classifier
 * @param border converters and noise between the two sides
 * @param circuit the analog classifier
 * @param analog the training of the circuit
 * @param inputs gradient descent on the inputs of the trained circuit
 * @param regression the training of the CNN toward the trained inputs
 * @param joint the training of both sides at once
 */
public record MixedSignalConfig(
    long seed,
    int threads,
    String engine,
    Isolation isolation,
    Training training,
    int rounds,
    boolean control,
    DataConfig data,
    AugmentationConfig augmentation,
    FrontEndConfig frontEnd,
    CnnConfig cnn,
    BorderConfig border,
    CircuitConfig circuit,
    AnalogTrainingConfig analog,
    InputTrainingConfig inputs,
    RegressionConfig regression,
    JointConfig joint) {

  /** Checks the ranges. */
  public MixedSignalConfig {
    // ND4J does not reproduce its random masks from seed 0.
    Require.atLeast("seed", seed, 1);
    Require.atLeast("threads", threads, 0);
    Require.engine(engine);
    Require.atLeast("rounds", rounds, 0);
    if (training == Training.DIGITAL) {
      Require.that(
          border.isIdeal(), "border", border, "no rounding or noise where there is no circuit");
    }
  }

  /** How many rounds of input training there are in this kind of training. */
  int inputRounds() {
    return training == Training.EMBEDDING ? rounds : 0;
  }

  /** Number of operating points that a run asks for, roughly: three for each image and epoch. */
  long operatingPoints() {
    long epochs =
        switch (training) {
          case DIGITAL -> 0;
          case JOINT -> joint.epochs();
          case FROZEN, EMBEDDING ->
              analog.epochs() + (control ? 2L : 1L) * inputRounds() * analog.epochsAgain();
        };
    return 3L * data.trainImages() * epochs;
  }
}
