package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Checkpoint;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/**
 * Step 3, and the second half of step 5: trains the circuit on the embedding by Equilibrium
 * Propagation.
 *
 * @param directory the run's
 * @param cnn stage that left the network
 * @param before stage that left the circuit to go on with, or null to start with fresh conductances
 *     and a scaling taken from the embedding
 * @param seed of the order of the images
 */
record AnalogStage(
    MixedSignalConfig config,
    MixedSignalData data,
    RunDirectory directory,
    String name,
    String cnn,
    String before,
    int epochs,
    long seed)
    implements Stage {
  static final String TEST_ACCURACY = "test-accuracy";
  private static final int CURVE_POINTS = 20;

  @Override
  public void run(StageContext context) throws Exception {
    Embedded embedded =
        before == null
            ? Embedded.fresh(config, data, context.result(cnn))
            : Embedded.of(config, data, context.result(cnn), context.result(before));
    Samples train = embedded.train();
    AnalogPart part = new AnalogPart(config);
    Model model = before == null ? part.model(train.featureWidth()) : load(context.result(before));
    SamplesIterator batches = train.shuffled(config.analog().batchSize(), seed);
    try (AnalogNetwork network = part.network(model)) {
      Trainer trainer =
          new Trainer(
              network,
              part.estimator(directory, network, train),
              new Adam(),
              part.rates(),
              (long) epochs * batches.batches());
      if (context.checkpoint().isPresent()) {
        Checkpoint.restore(trainer, HybridFiles.circuit(context.checkpoint().get()));
      }
      while (context.finishedEpochs() < epochs) {
        batches.startEpoch(context.finishedEpochs());
        long noise = new SplittableRandom(seed + context.finishedEpochs()).nextLong();
        part.bordered(batches, noise);
        epoch(context, embedded, batches, network, trainer);
      }
    }
  }

  private void epoch(
      StageContext context,
      Embedded embedded,
      SamplesIterator batches,
      AnalogNetwork network,
      Trainer trainer)
      throws IOException {
    AnalogPart part = new AnalogPart(config);
    int number = context.finishedEpochs() + 1;
    context.progress().beginEpoch(number, batches.batches());
    long began = System.nanoTime();
    Trainer.Epoch epoch =
        trainer.epoch(
            batches,
            (batch, loss, accuracy) -> {
              context.progress().step(batch, loss, accuracy);
              recordWithin(context, number - 1, batch, batches.batches(), loss);
            },
            () -> false);
    context.metric(number, "training-seconds", (System.nanoTime() - began) * 1e-9);
    context.metric(number, "train-loss", epoch.loss());
    context.metric(number, "train-accuracy", part.evaluate(network, embedded.train()).accuracy());
    context.metric(number, TEST_ACCURACY, part.evaluate(network, embedded.test()).accuracy());
    context.finishEpoch(
        directory -> {
          Checkpoint.save(trainer, HybridFiles.circuit(directory));
          embedded.writeScaling(HybridFiles.scaling(directory));
        });
  }

  /** A curve within the epoch: the first pass has only one. */
  private static void recordWithin(
      StageContext context, int epochs, int batch, int batches, double loss) {
    if (batch % Math.max(1, batches / CURVE_POINTS) == 0) {
      try {
        context.metric(epochs + (double) batch / batches, "running-loss", loss);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The circuit that a stage left. */
  static Model load(Path result) throws IOException {
    return ModelFile.load(HybridFiles.circuit(result));
  }
}
