package org.eqprop4j.experiments.ebana;

import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Fit;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.TrainingListener;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Samples;

/**
 * One start, one training, one test.
 *
 * @param circuit the circuit
 * @param training how it is trained
 * @param engine what solves it
 */
record ClassificationRun(CircuitConfig circuit, TrainingConfig training, Engine engine) {

  /**
   * What a run came to.
   *
   * @param trainAccuracy part of the training samples that is classified right
   * @param testAccuracy part of the test samples that is
   * @param beta nudging strength that was chosen [S V^2]
   * @param bias of the gradients at the start, over their norm
   * @param noise likewise
   */
  record Result(
      double trainAccuracy, double testAccuracy, double beta, double bias, double noise) {}

  /** Hears of a training and may measure the network between its epochs. */
  @FunctionalInterface
  interface Observer {
    /** What is to hear of the training of the network. */
    TrainingListener watch(AnalogNetwork network);
  }

  /** Trains and tests. */
  Result run(Split split, long seed) {
    return run(split, seed, network -> new TrainingListener() {});
  }

  /** Trains under observation and tests. */
  Result run(Split split, long seed, Observer observer) {
    Samples train = split.train();
    SolverOptions options = SolverOptions.DEFAULT.withThreads(1);
    Model model =
        HiddenLayerCircuit.model(circuit, train.featureWidth(), train.targetWidth(), seed);
    try (AnalogNetwork network = new AnalogNetwork(model, training.scaledLoss(), engine, options)) {
      NudgingStrength strength =
          NudgingStrength.choose(
              network,
              columns(train.features(), train.size()),
              columns(train.targets(), train.size()),
              options.voltageTolerance());
      LearningRates rates =
          LearningRates.constant(training.learningRate()).with(new Schedule.Cosine(0));
      new Trainer(network, strength.estimator(), new Adam(), rates)
          .fit(
              train.shuffled(training.batchSize(), seed),
              Fit.epochs(training.epochs()).listener(observer.watch(network)));
      return new Result(
          network.evaluate(train.inOrder(train.size())).accuracy(),
          network.evaluate(split.test().inOrder(split.test().size())).accuracy(),
          strength.beta(),
          strength.bias(),
          strength.noise());
    }
  }

  /** From sample by sample to variable by variable. */
  static double[] columns(float[] rows, int samples) {
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
