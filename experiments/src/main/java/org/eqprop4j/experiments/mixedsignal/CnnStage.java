package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.digital.Evaluator;
import org.eqprop4j.digital.NetworkFile;
import org.eqprop4j.digital.NetworkTrainer;
import org.eqprop4j.digital.TrainingProgress;
import org.eqprop4j.digital.TrainingResult;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/** Step 1: trains the front-end as a classifier. */
record CnnStage(MixedSignalConfig config, MixedSignalData data) implements Stage {
  static final String NAME = "cnn";
  static final String TEST_ACCURACY = "test-accuracy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int epochs() {
    return config.cnn().epochs();
  }

  @Override
  public void run(StageContext context) throws Exception {
    CnnConfig cnn = config.cnn();
    ComputationGraph network =
        context.checkpoint().isPresent()
            ? load(context.checkpoint().get())
            : new FreshNetworks(config).digital(data.train().size());
    NetworkTrainer trainer =
        new NetworkTrainer(cnn.epochs(), cnn.batchSize(), config.seed())
            .augmentWith(config.augmentation().images())
            .evaluateWith(trained -> Evaluator.accuracy(trained, data.test()));
    train(trainer, network, data.train(), context);
  }

  /** Trains with a checkpoint, metrics and progress for every epoch. */
  static void train(
      NetworkTrainer trainer,
      ComputationGraph network,
      org.eqprop4j.data.Samples samples,
      StageContext context)
      throws IOException {
    TrainingResult result;
    try {
      result = trainer.reportTo(new StageProgress(context, network)).fit(network, samples);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (result.outcome() != TrainingResult.Outcome.COMPLETED) {
      throw new IOException("training of the network ended early: " + result.outcome());
    }
  }

  /** Tells the run what the trainer tells. */
  private record StageProgress(StageContext context, ComputationGraph network)
      implements TrainingProgress {
    @Override
    public void batchDone(Batch batch) {
      if (batch.batch() == 0) {
        context.progress().beginEpoch(batch.epoch() + 1, batch.batches());
      }
      context.progress().step(batch.batch() + 1L, batch.score(), Double.NaN);
    }

    @Override
    public void epochDone(Epoch epoch) {
      int number = epoch.epoch() + 1;
      try {
        context.metric(number, "train-loss", epoch.meanLoss());
        if (epoch.evaluation().isPresent()) {
          context.metric(number, TEST_ACCURACY, epoch.evaluation().getAsDouble());
        }
        context.finishEpoch(directory -> NetworkFile.save(network, HybridFiles.network(directory)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The network that a stage left. */
  static ComputationGraph load(Path result) throws IOException {
    return NetworkFile.load(HybridFiles.network(result));
  }
}
