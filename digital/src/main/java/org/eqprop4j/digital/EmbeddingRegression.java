package org.eqprop4j.digital;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Networks whose embedding is regressed towards given vectors: a classifier up to its embedding,
 * with a squared error in place of all that is behind or beside it. This is step 5 of section 4.3
 * in Watfa et al. (2023), where the digital part learns to produce the inputs that the analog part
 * would rather have had.
 *
 * <p>The network trains with {@link NetworkTrainer} on {@code Samples.regression(images, targets)}
 * and keeps its layers' names, so an {@link Embedder} reads its embedding as it reads the
 * classifier's. Its loss is the mean over the embedding's values of {@code ((f - t) / scale)^2}.
 *
 * <p>An embedding behind a relu, such as {@link PaperCnn}'s, is never negative. Targets below zero
 * cannot be met and only drive units into their dead half: clip them at zero first.
 */
public final class EmbeddingRegression {
  private static final String REGRESSION = "regression";

  private EmbeddingRegression() {}

  /**
   * Starts from the weights that a classifier has learned.
   *
   * @param classifier initialised; left as it is, its weights are copied
   * @param updater of all layers, for instance Adam on a {@link CosineSchedule}; it starts anew
   * @param scale the unit in which each value's error is measured, for instance its standard
   *     deviation; as many as the embedding is wide. A value that never varies needs a floor here
   * @throws IllegalArgumentException if a scale is not positive and finite
   */
  public static ComputationGraph fromTrained(FrontEnd classifier, IUpdater updater, float[] scale) {
    long seed = classifier.network().getConfiguration().getDefaultConfiguration().getSeed();
    ComputationGraph network =
        classifier
            .upToEmbedding(updater, seed)
            .addLayer(
                REGRESSION,
                new LossLayer.Builder(new LossMSE(inverseSquares(scale)))
                    .activation(Activation.IDENTITY)
                    .build(),
                classifier.embedding())
            .setOutputs(REGRESSION)
            .build();
    OneDnn.enable(network);
    return network;
  }

  /**
   * Starts from fresh weights, as the paper does ("a new model was trained"). Otherwise as {@link
   * #fromTrained}.
   *
   * @param seed of the weights
   */
  public static ComputationGraph fromScratch(
      FrontEnd classifier, IUpdater updater, float[] scale, long seed) {
    ComputationGraphConfiguration configuration =
        fromTrained(classifier, updater, scale).getConfiguration().clone();
    configuration.getDefaultConfiguration().setSeed(seed);
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    OneDnn.enable(network);
    return network;
  }

  /**
   * Copies the parameters of every layer of one network into the layer of the same name in another.
   * Layers that only the other has keep theirs: behind a retrained embedding they have to be
   * trained again.
   *
   * @throws IllegalArgumentException if the other network lacks a layer that has parameters, or its
   *     shapes differ; it is unchanged then
   */
  public static void transplant(ComputationGraph from, ComputationGraph to) {
    for (Layer layer : from.getLayers()) {
      for (Map.Entry<String, INDArray> entry : layer.paramTable().entrySet()) {
        INDArray target = target(to, layer, entry.getKey());
        if (!target.equalShapes(entry.getValue())) {
          throw new IllegalArgumentException(
              "shapes of "
                  + entry.getKey()
                  + " differ in layer '"
                  + layer.conf().getLayer().getLayerName()
                  + "': "
                  + entry.getValue().shapeInfoToString()
                  + " and "
                  + target.shapeInfoToString());
        }
      }
    }
    for (Layer layer : from.getLayers()) {
      layer.paramTable().forEach((parameter, value) -> target(to, layer, parameter).assign(value));
    }
  }

  private static INDArray target(ComputationGraph to, Layer layer, String parameter) {
    String name = layer.conf().getLayer().getLayerName();
    if (!to.getConfiguration().getVertices().containsKey(name)) {
      throw new IllegalArgumentException("the network has no layer '" + name + "'");
    }
    INDArray target = to.getLayer(name).getParam(parameter);
    if (target == null) {
      throw new IllegalArgumentException("layer '" + name + "' has no parameter " + parameter);
    }
    return target;
  }

  private static INDArray inverseSquares(float[] scale) {
    float[] weights = new float[scale.length];
    for (int k = 0; k < scale.length; k++) {
      weights[k] = 1 / (scale[k] * scale[k]);
      if (!(scale[k] > 0) || !(weights[k] > 0) || Float.isInfinite(weights[k])) {
        throw new IllegalArgumentException(
            "scale " + k + " must be positive and finite, got " + scale[k]);
      }
    }
    return Nd4j.create(weights, new long[] {1, weights.length}, 'c');
  }
}
