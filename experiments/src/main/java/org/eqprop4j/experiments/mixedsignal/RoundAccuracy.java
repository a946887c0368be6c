package org.eqprop4j.experiments.mixedsignal;

import java.util.List;
import org.eqprop4j.experiments.run.Metric;

/**
 * What a round of a run with a control has come to.
 *
 * @param circuitEpochs passes over the training images that the circuit had by then
 * @param retrained test accuracy on the embedding of the retrained CNN [%]
 * @param control test accuracy of the circuit that was trained as long on the embedding of the CNN
 *     as it was [%]
 */
public record RoundAccuracy(int circuitEpochs, double retrained, double control) {

  /**
   * Of a round.
   *
   * @param number of the round; 0 is before any retraining
   * @param metrics of the run
   */
  public static RoundAccuracy of(MixedSignalConfig config, int number, List<Metric> metrics) {
    Round round = new Round(number);
    AnalogTrainingConfig analog = config.analog();
    return new RoundAccuracy(
        analog.epochs() + number * analog.epochsAgain(),
        MixedSignalExperiment.last(metrics, round.analog(), AnalogStage.TEST_ACCURACY),
        MixedSignalExperiment.last(metrics, round.control(), AnalogStage.TEST_ACCURACY));
  }
}
