package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Archive;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Checkpoint;
import org.eqprop4j.analog.train.Nudging;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.experiments.run.ChosenNudging;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/**
 * Trains the circuit, from fresh conductances or from the checkpoint.
 *
 * @param fresh the circuit before training, with the scalings of the training part
 * @param directory the run's
 */
record CircuitStage(TrainConfig config, TrainData data, TrainedModel fresh, RunDirectory directory)
    implements Stage {
  static final String NAME = "train";
  static final String TRAIN_ACCURACY = "train-accuracy";
  private static final int CURVE_POINTS = 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int epochs() {
    return config.training().epochs();
  }

  @Override
  public void run(StageContext context) throws Exception {
    TrainingConfig training = config.training();
    Samples train = fresh.prepare(data.train());
    Samples validation = fresh.prepare(data.validation());
    Samples test = fresh.prepare(data.test());
    SplittableRandom seeds = new SplittableRandom(config.seed());
    seeds.nextLong(); // The first is for dividing the data.
    SamplesIterator batches = train.shuffled(training.batchSize(), seeds.nextLong());
    try (AnalogNetwork network =
        Networks.of(config, fresh.circuit(), Networks.trainingEngine(config, data))) {
      Trainer trainer =
          Trainer.on(network)
              .nudging(nudging(network, train))
              .optimizer(training.newOptimizer())
              .rates(training.rates())
              .rule(training.newUpdateRule())
              .stepping(training.stepping().toStepping())
              .steps((long) epochs() * batches.batches())
              .seed(seeds.nextLong())
              .build();
      if (context.checkpoint().isPresent()) {
        Checkpoint.restore(trainer, circuit(context.checkpoint().get()));
      }
      while (context.finishedEpochs() < epochs()) {
        int number = context.finishedEpochs() + 1;
        batches.startEpoch(number - 1);
        epoch(context, trainer, batches, number);
        Scores.of(network, fresh, validation).record(context, number, "validation");
        Scores.of(network, fresh, test).record(context, number, "test");
        context.finishEpoch(directory -> save(trainer, circuit(directory)));
      }
    }
  }

  private Nudging nudging(AnalogNetwork network, Samples train) throws IOException {
    TrainingConfig training = config.training();
    if (!training.choosesBeta()) {
      return training.newNudging();
    }
    NudgingStrength chosen =
        ChosenNudging.of(
            directory,
            "training.nudging.beta",
            () ->
                NudgingStrength.choose(
                    network, training.sides(), train, SolverOptions.DEFAULT.voltageTolerance()));
    return training.newNudging(chosen.beta());
  }

  private void epoch(StageContext context, Trainer trainer, SamplesIterator batches, int number)
      throws IOException {
    context.progress().beginEpoch(number, batches.batches());
    boolean classes = fresh.encoding().classes().size() > 1;
    Trainer.Epoch epoch =
        trainer.epoch(
            batches,
            (batch, loss, accuracy) -> {
              context.progress().step(batch, loss, classes ? accuracy : Double.NaN);
              recordWithin(context, number - 1, batch, batches.batches(), loss);
            },
            () -> false);
    context.metric(number, "train-loss", epoch.loss());
    if (classes) {
      context.metric(number, TRAIN_ACCURACY, epoch.accuracy());
    }
  }

  /** A curve within the epoch, for data of which one epoch is enough. */
  private void recordWithin(StageContext context, int epochs, int batch, int batches, double loss) {
    if (epochs() == 1 && batch % Math.max(1, batches / CURVE_POINTS) == 0) {
      try {
        context.metric(epochs + (double) batch / batches, "running-loss", loss);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void save(Trainer trainer, Path file) throws IOException {
    Archive archive = Checkpoint.archive(trainer, file.toString());
    fresh.addTo(archive);
    archive.write(file);
  }

  /** The circuit in the directory of a checkpoint. */
  static Path circuit(Path directory) {
    return directory.resolve("circuit.zip");
  }
}
