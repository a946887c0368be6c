package org.eqprop4j.experiments.audit;

import java.io.IOException;
import java.util.function.LongFunction;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.kiraz.PublishedProblem;
import org.eqprop4j.experiments.train.CircuitProblem;

/**
 * What is audited.
 *
 * @param circuits the circuit with conductances drawn from a seed
 * @param features input voltages [V], {@code features x samples}
 * @param targets {@code outputs x samples}
 * @param loss that the circuit is nudged by
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of buffers, never compared.
record Subject(LongFunction<Model> circuits, double[] features, double[] targets, Loss loss) {

  /** What the configuration names. */
  static Subject of(PowerAuditConfig config) throws IOException {
    return switch (config.circuit()) {
      case CASE_1 -> published(PublishedProblem.CASE_ONE);
      case XOR_PUBLISHED -> published(PublishedProblem.XOR);
      case LAYERS -> described(config);
    };
  }

  private static Subject published(PublishedProblem problem) {
    return new Subject(
        problem::model, problem.features(), problem.targets(), new MeanSquaredError(1));
  }

  private static Subject described(PowerAuditConfig config) throws IOException {
    CircuitProblem problem =
        CircuitProblem.of(
            config.data(), config.scaling(), config.layers(), config.loss(), config.seed());
    Samples samples = problem.samples().spread(config.samples());
    return new Subject(
        problem::model,
        columns(samples.features(), samples.size()),
        columns(samples.targets(), samples.size()),
        config.newLoss());
  }

  /** From sample by sample to variable by variable. */
  private static double[] columns(float[] rows, int samples) {
    int width = rows.length / samples;
    double[] columns = new double[rows.length];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * samples + s] = rows[s * width + i];
      }
    }
    return columns;
  }
}
