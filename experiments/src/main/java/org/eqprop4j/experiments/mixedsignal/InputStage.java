package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.nio.file.Path;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.bridge.InputTrainer;
import org.eqprop4j.bridge.dl4j.VoltageBorder;
import org.eqprop4j.data.Samples;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Step 4: gradient descent on the inputs of the trained circuit. One epoch, since each sample is
 * worked on until it is done; it takes seconds.
 *
 * @param directory the run's
 * @param cnn stage that left the network
 * @param analog stage that left the circuit
 */
record InputStage(
    MixedSignalConfig config,
    MixedSignalData data,
    RunDirectory directory,
    String name,
    String cnn,
    String analog)
    implements Stage {
  static final String BEFORE = "initial-accuracy";
  static final String AFTER = "trained-accuracy";

  @Override
  public int epochs() {
    return 1;
  }

  @Override
  public void run(StageContext context) throws Exception {
    Embedded embedded = Embedded.of(config, data, context.result(cnn), context.result(analog));
    InputTrainingConfig inputs = config.inputs();
    AnalogPart part = new AnalogPart(config);
    VoltageBorder border = part.border(config.seed());
    InputTrainer trainer =
        new InputTrainer(
            new InputTrainer.Settings(
                inputs.learningRate(),
                inputs.margin(),
                inputs.maxSteps(),
                embedded.scaling().range()),
            volts -> border.apply(volts));
    Samples train = embedded.train();
    try (AnalogNetwork network = part.network(AnalogStage.load(context.result(analog)))) {
      context.progress().beginEpoch(1, train.size());
      InputTrainer.Result result =
          trainer.train(
              network,
              part.estimator(directory, network, train),
              train,
              embedded.scaling().lowest(embedded.floor()),
              (done, right) -> context.progress().step(done, Double.NaN, (double) right / done),
              () -> false);
      context.metric(1, BEFORE, (double) result.rightBefore() / train.size());
      context.metric(1, "gradient-steps", (double) result.steps());
      context.metric(1, AFTER, (double) result.right() / train.size());
      context.finishEpoch(directory -> write(result.inputs(), HybridFiles.inputs(directory)));
    }
  }

  private static void write(Samples inputs, Path file) throws IOException {
    Nd4j.writeAsNumpy(
        Nd4j.createFromArray(inputs.features()).reshape(inputs.size(), inputs.featureWidth()),
        file.toFile());
  }

  /** Trained voltages, row-major. */
  static float[] read(Path file) {
    return Nd4j.createFromNpyFile(file.toFile()).dup('c').data().asFloat();
  }
}
