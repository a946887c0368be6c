package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.bridge.dl4j.JointNetwork;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.digital.Evaluator;
import org.eqprop4j.digital.NetworkFile;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trains front-end and circuit as one network. */
record JointStage(MixedSignalConfig config, MixedSignalData data, RunDirectory directory, long seed)
    implements Stage {
  static final String NAME = "joint";
  static final String TEST_ACCURACY = "test-accuracy";
  private static final int VOLTAGE_SAMPLES = 64;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int epochs() {
    return config.joint().epochs();
  }

  @Override
  public void run(StageContext context) throws Exception {
    epochs(context, epochs());
  }

  /** Trains until so many epochs are finished. */
  void epochs(StageContext context, int last) throws IOException {
    ComputationGraph network =
        context.checkpoint().isPresent() ? load(context.checkpoint().get()) : fresh();
    SamplesIterator batches =
        data.train()
            .shuffled(config.joint().batchSize(), seed)
            .augmentedBy(config.augmentation().images());
    while (context.finishedEpochs() < last) {
      int number = context.finishedEpochs() + 1;
      // Masks and noise; ND4J does not reproduce them from seed 0.
      Nd4j.getRandom().setSeed(new SplittableRandom(seed + number).nextLong() | 1);
      batches.startEpoch(context.finishedEpochs());
      context.progress().beginEpoch(number, batches.batches());
      long began = System.nanoTime();
      context.metric(number, "train-loss", epoch(network, batches, context));
      context.metric(number, "training-seconds", (System.nanoTime() - began) * 1e-9);
      context.metric(number, TEST_ACCURACY, Evaluator.accuracy(network, data.test()));
      network.incrementEpochCount();
      context.finishEpoch(directory -> NetworkFile.save(network, HybridFiles.network(directory)));
    }
  }

  /** Mean loss of an epoch. */
  private double epoch(ComputationGraph network, SamplesIterator batches, StageContext context)
      throws IOException {
    double sum = 0;
    int samples = 0;
    for (int batch = 1; batches.hasNext(); batch++) {
      DataSet images = batches.next();
      network.fit(images);
      if (!Double.isFinite(network.score())) {
        throw new IOException(
            "the loss of batch " + batch + " is " + network.score() + ": lower joint.learningRate");
      }
      sum += network.score() * images.numExamples();
      samples += images.numExamples();
      context.progress().step(batch, sum / samples, Double.NaN);
    }
    return sum / samples;
  }

  private ComputationGraph fresh() throws IOException {
    if (config.analog().beta().number().isPresent()) {
      return nudgedBy(config.analog().beta().number().getAsDouble());
    }
    // A strength is chosen by the voltages that the untrained front-end makes of some images.
    ComputationGraph untrained = nudgedBy(1);
    Samples some = data.train().spread(VOLTAGE_SAMPLES);
    Nd4j.getRandom().setSeed(new SplittableRandom(seed).nextLong() | 1);
    INDArray volts =
        untrained
            .feedForward(some.inOrder(some.size()).next().getFeatures(), true)
            .get(JointNetwork.DAC);
    AnalogPart part = new AnalogPart(config);
    int width = Math.toIntExact(volts.size(1));
    try (AnalogNetwork circuit = part.network(part.model(width))) {
      Samples inputs = some.withFeatures(volts.dup('c').data().asFloat(), width);
      return nudgedBy(part.beta(directory, circuit, inputs));
    }
  }

  private ComputationGraph nudgedBy(double beta) throws IOException {
    return new FreshNetworks(config).joint(data.train().size(), beta);
  }

  /** The network that the stage left. */
  static ComputationGraph load(Path result) throws IOException {
    return NetworkFile.load(HybridFiles.network(result));
  }
}
