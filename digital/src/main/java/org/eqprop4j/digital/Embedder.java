package org.eqprop4j.digital;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Replaces samples' features by the activations of a named layer of a network, at inference:
 * dropout is off, batch normalisation uses its running statistics, and no layer behind the named
 * one is computed.
 */
public final class Embedder {
  private static final int BATCH = 512;

  private final MultiLayerNetwork network;
  private final int layer;

  /**
   * @param network initialised; used as it stands at the time of each call
   * @param layerName of the layer whose activations are wanted
   * @throws IllegalArgumentException if the network has no such layer
   */
  public Embedder(MultiLayerNetwork network, String layerName) {
    this.network = network;
    this.layer = layerIndex(network, layerName);
  }

  /**
   * The position of a named layer.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static int layerIndex(MultiLayerNetwork network, String layerName) {
    List<String> names = network.getLayerNames();
    int index = names.indexOf(layerName);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the network has no layer '" + layerName + "', it has " + String.join(", ", names));
    }
    return index;
  }

  /**
   * The samples with the activations as features, in the same order and with the same targets. The
   * features' shape is that of the layer's activations.
   *
   * @throws IllegalArgumentException if there are no samples
   */
  public Samples embed(Samples samples) {
    if (samples.size() == 0) {
      throw new IllegalArgumentException("there are no samples to embed");
    }
    SamplesIterator batches = samples.inOrder(BATCH);
    float[] values = null;
    long[] shape = null;
    int filled = 0;
    while (batches.hasNext()) {
      INDArray activations = activations(batches.next().getFeatures());
      float[] batch = activations.dup('c').data().asFloat();
      if (values == null) {
        shape = Arrays.copyOfRange(activations.shape(), 1, activations.rank());
        values = new float[Math.toIntExact(batch.length / activations.size(0)) * samples.size()];
      }
      System.arraycopy(batch, 0, values, filled, batch.length);
      filled += batch.length;
    }
    return samples.withFeatures(values, shape);
  }

  private INDArray activations(INDArray features) {
    List<INDArray> layers = network.feedForwardToLayer(layer, features, false);
    return layers.get(layers.size() - 1);
  }
}
