package org.eqprop4j.experiments.ebana;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.InvertedInput;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Partition;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.VoltageScaling;

/** One split, one start, one training, one test. */
final class ClassificationRun {
  private final ClassificationConfig config;
  private final Samples samples;

  ClassificationRun(ClassificationConfig config, Samples samples) {
    this.config = config;
    this.samples = samples;
  }

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

  /** Splits, trains and tests. */
  Result run(long seed) {
    Partition part = Partition.stratified(samples.labels(), 0, config.testShare(), seed);
    Samples train = samples.select(part.train());
    Samples test = config.testShare() == 0 ? train : samples.select(part.test());
    VoltageScaling scaling = VoltageScaling.fitExtremes(train, config.circuit().voltageRange());
    return run(scaling.toVolts(train), scaling.toVolts(test), seed);
  }

  private Result run(Samples train, Samples test, long seed) {
    ClassificationConfig.TrainingConfig training = config.training();
    SolverOptions options = SolverOptions.DEFAULT.withThreads(1);
    try (AnalogNetwork network =
        new AnalogNetwork(model(seed), loss(), Engines.named(config.engine()), options)) {
      NudgingStrength strength =
          NudgingStrength.choose(
              network,
              columns(train.features(), train.size()),
              columns(train.targets(), train.size()),
              options.voltageTolerance());
      SamplesIterator batches = train.shuffled(training.batchSize(), seed);
      LearningRates rates =
          LearningRates.constant(training.learningRate()).with(new Schedule.Cosine(0));
      new Trainer(network, strength.estimator(), new Adam(), rates).fit(batches, training.epochs());
      return new Result(
          network.evaluate(train.inOrder(train.size())).accuracy(),
          network.evaluate(test.inOrder(test.size())).accuracy(),
          strength.beta(),
          strength.bias(),
          strength.noise());
    }
  }

  private Loss loss() {
    double scale = config.training().scale();
    return switch (config.training().loss()) {
      case SQUARED -> new MeanSquaredError(scale);
      case SOFTMAX -> new SoftmaxCrossEntropy(scale);
    };
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

  private Model model(long seed) {
    ClassificationConfig.CircuitConfig circuit = config.circuit();
    Initializer start = new Initializer.Uniform(0, circuit.initialHigh());
    Bounds bounds = Bounds.siemens(circuit.floor(), circuit.ceiling());
    ShockleyDiode diode = ShockleyDiode.of(circuit.saturationCurrent());
    Signal x = new Input("x", samples.featureWidth()).on();
    Signal inverted = new InvertedInput("inverted").on(x);
    Signal bias = new Bias("bias", 1, circuit.biasVoltage()).on();
    Signal rows = new Concatenate("rows").on(x, inverted, bias);
    Signal hidden = new Dense("hidden", circuit.hidden(), start, bounds).on(rows);
    Signal above = new DiodeLayer("above", Direction.DOWN, circuit.diodeBias(), diode).on(hidden);
    Signal pair = new DiodeLayer("below", Direction.UP, -circuit.diodeBias(), diode).on(above);
    Signal amplified = new Amplification("amplifiers", circuit.gain()).on(pair);
    int nodes = samples.targetWidth() * (circuit.folded() ? 2 : 1);
    Signal y = new Dense("output", nodes, start, bounds).on(amplified);
    return new Model(List.of(x), new Current("scores", circuit.folded()).on(y), seed);
  }
}
