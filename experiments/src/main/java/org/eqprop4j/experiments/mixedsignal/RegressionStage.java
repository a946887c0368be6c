package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.bridge.EmbeddingTargets;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.digital.EmbeddingRegression;
import org.eqprop4j.digital.FrontEnd;
import org.eqprop4j.digital.NetworkTrainer;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/**
 * Step 5, first half: the CNN, cut off at the embedding, is regressed toward the trained inputs.
 *
 * @param cnn stage that left the network
 * @param analog stage that left the scaling
 * @param inputs stage that left the trained inputs
 * @param seed of the order of the images
 */
record RegressionStage(
    MixedSignalConfig config,
    MixedSignalData data,
    String name,
    String cnn,
    String analog,
    String inputs,
    long seed)
    implements Stage {

  @Override
  public int epochs() {
    return config.regression().epochs();
  }

  @Override
  public void run(StageContext context) throws Exception {
    RegressionConfig regression = config.regression();
    VoltageScaling scaling = Embedded.readScaling(context.result(analog));
    Samples embedding = Embedded.embedder(config, context.result(cnn)).embed(data.train());
    float[] trained = InputStage.read(HybridFiles.inputs(context.result(inputs)));
    float[] targets =
        new EmbeddingTargets(regression.overshoot(), Embedded.floor(embedding))
            .of(scaling, embedding, trained);
    Samples pairs =
        Samples.regression(
            data.train().features(), data.train().featureShape(), targets, scaling.width());
    CnnStage.train(
        new NetworkTrainer(regression.epochs(), regression.batchSize(), seed),
        network(context, scaling),
        pairs,
        context);
  }

  private ComputationGraph network(StageContext context, VoltageScaling scaling)
      throws IOException {
    if (context.checkpoint().isPresent()) {
      return CnnStage.load(context.checkpoint().get());
    }
    RegressionConfig regression = config.regression();
    FrontEndConfig frontEnd = config.frontEnd();
    return EmbeddingRegression.fromTrained(
        new FrontEnd(
            frontEnd.name(), CnnStage.load(context.result(cnn)), frontEnd.embeddingLayer()),
        FreshNetworks.warmedUp(
            regression.learningRate(),
            regression.epochs(),
            regression.batchSize(),
            data.train().size()),
        scaling.deviation());
  }
}
