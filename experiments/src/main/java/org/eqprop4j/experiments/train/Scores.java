package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.util.Optional;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Evaluation;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.csv.Task;
import org.eqprop4j.experiments.stage.StageContext;

/**
 * How well a circuit does on samples.
 *
 * @param evaluation what was measured; empty if there are no samples
 * @param classes whether the samples have classes, so that an accuracy means something
 */
record Scores(Optional<Evaluation> evaluation, boolean classes) {
  private static final int BATCH = 1000;

  static Scores of(AnalogNetwork network, TrainedModel model, Samples prepared) {
    return new Scores(
        prepared.size() == 0
            ? Optional.empty()
            : Optional.of(network.evaluate(prepared.inOrder(BATCH))),
        model.encoding().task() == Task.CLASSES);
  }

  void record(StageContext context, int epoch, String part) throws IOException {
    if (evaluation.isPresent()) {
      context.metric(epoch, part + "-loss", evaluation.get().loss());
      if (classes) {
        context.metric(epoch, part + "-accuracy", evaluation.get().accuracy());
      }
    }
  }
}
