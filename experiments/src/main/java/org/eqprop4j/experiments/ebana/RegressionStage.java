package org.eqprop4j.experiments.ebana;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.EpochResult;
import org.eqprop4j.analog.train.Fit;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.TrainingListener;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;
import org.eqprop4j.experiments.sweep.Row;
import org.eqprop4j.experiments.sweep.SweepTable;

/**
 * Trains the circuit and writes what Figures 2 and 3 show: conductances after each epoch, states
 * and energies after some. One step, since it takes a second.
 */
final class RegressionStage implements Stage {

  /**
   * A point in time.
   *
   * @param epoch epochs of training, 0 before any
   */
  record Epoch(int epoch) {}

  /**
   * The circuit at it.
   *
   * @param inputConductance G1 [S]
   * @param biasConductance G2 [S]
   * @param error root of the mean square of the distance from the targets [V]
   */
  record Fitted(double inputConductance, double biasConductance, double error) {}

  /**
   * A sample at a point in time.
   *
   * @param input [V]
   * @param target [V]
   */
  record Sample(int epoch, double input, double target) {}

  /**
   * What the circuit makes of it.
   *
   * @param state voltage of the output [V]
   */
  record State(double state) {}

  /**
   * A place in the plane at a point in time.
   *
   * @param input [V]
   * @param output [V]
   */
  record Place(int epoch, double input, double output) {}

  /**
   * The energy there.
   *
   * @param energy [W]
   */
  record Height(double energy) {}

  /** The table of epochs. */
  static final SweepTable<Epoch, Fitted> EPOCHS = new SweepTable<>(Epoch.class, Fitted.class);

  /** The table of states. */
  static final SweepTable<Sample, State> STATES = new SweepTable<>(Sample.class, State.class);

  /** The table of energies. */
  static final SweepTable<Place, Height> SURFACES = new SweepTable<>(Place.class, Height.class);

  private final RegressionConfig config;
  private final RunDirectory run;
  private final double[] inputs;
  private final double[] targets;
  private final List<Row<Epoch, Fitted>> epochs = new ArrayList<>();
  private final List<Row<Sample, State>> states = new ArrayList<>();
  private final List<Row<Place, Height>> surfaces = new ArrayList<>();

  RegressionStage(RegressionConfig config, RunDirectory run) {
    this.config = config;
    this.run = run;
    this.inputs = spaced(config.data().low(), config.data().high(), config.data().samples());
    this.targets = targets(config, inputs);
  }

  /** Where the table of epochs is. */
  static Path epochsFile(RunDirectory run) {
    return run.file("epochs.csv");
  }

  /** Where the table of states is. */
  static Path statesFile(RunDirectory run) {
    return run.file("states.csv");
  }

  /** Where the table of energies is. */
  static Path surfacesFile(RunDirectory run) {
    return run.file("surfaces.csv");
  }

  private static double[] spaced(double low, double high, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> low + (high - low) * i / (count - 1))
        .toArray();
  }

  private static double[] targets(RegressionConfig config, double[] inputs) {
    Model line = RegressionCircuit.model(config.circuit(), config.seed());
    RegressionCircuit.setConductances(
        line, config.data().inputConductance(), config.data().biasConductance());
    double[] targets = RegressionCircuit.states(line, inputs);
    SplittableRandom random = new SplittableRandom(config.seed());
    for (int i = 0; i < targets.length; i++) {
      targets[i] += config.data().noise() * random.nextGaussian();
    }
    return targets;
  }

  @Override
  public String name() {
    return "training";
  }

  @Override
  public int epochs() {
    return 1;
  }

  @Override
  public void run(StageContext context) throws Exception {
    if (context.finishedEpochs() == 1) {
      return;
    }
    Model model = RegressionCircuit.model(config.circuit(), config.seed());
    keep(model, 0);
    train(model);
    EPOCHS.write(epochsFile(run), epochs);
    STATES.write(statesFile(run), states);
    SURFACES.write(surfacesFile(run), surfaces);
    context.finishEpoch(directory -> {});
  }

  private void train(Model model) {
    SolverOptions options = SolverOptions.DEFAULT.withThreads(1);
    RegressionConfig.TrainingConfig training = config.training();
    try (AnalogNetwork network =
        new AnalogNetwork(model, new MeanSquaredError(1), Engines.named("builtin"), options)) {
      NudgingStrength strength =
          NudgingStrength.choose(network, inputs, targets, options.voltageTolerance());
      LearningRates rates =
          LearningRates.constant(training.learningRate()).with(new Schedule.Cosine(0));
      new Trainer(network, strength.estimator(), new Adam(), rates)
          .fit(
              Samples.regression(floats(inputs), new long[] {1}, floats(targets), 1)
                  .shuffled(training.batchSize(), config.seed()),
              Fit.epochs(training.epochs())
                  .listener(
                      new TrainingListener() {
                        @Override
                        public void onEpoch(EpochResult result) {
                          keep(model, result.epoch());
                        }
                      }));
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private void keep(Model model, int epoch) {
    double[] answers = RegressionCircuit.states(model, inputs);
    double squares = 0;
    for (int i = 0; i < answers.length; i++) {
      squares += (answers[i] - targets[i]) * (answers[i] - targets[i]);
    }
    epochs.add(
        new Row<>(
            new Epoch(epoch),
            new Fitted(
                RegressionCircuit.inputConductance(model),
                RegressionCircuit.biasConductance(model),
                Math.sqrt(squares / answers.length))));
    if (config.snapshots().contains(epoch)) {
      for (int i = 0; i < answers.length; i++) {
        states.add(new Row<>(new Sample(epoch, inputs[i], targets[i]), new State(answers[i])));
      }
      keepSurface(model, epoch);
    }
  }

  private void keepSurface(Model model, int epoch) {
    RegressionConfig.GridConfig grid = config.grid();
    double[] outputs = spaced(grid.outputLow(), grid.outputHigh(), grid.rows());
    for (double input : spaced(config.data().low(), config.data().high(), grid.columns())) {
      double[] same = new double[outputs.length];
      Arrays.fill(same, input);
      double[] energies = RegressionCircuit.energies(model, same, outputs);
      for (int i = 0; i < outputs.length; i++) {
        surfaces.add(new Row<>(new Place(epoch, input, outputs[i]), new Height(energies[i])));
      }
    }
  }
}
