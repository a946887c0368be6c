package org.eqprop4j.digital;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
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

  private final ComputationGraph network;
  private final String layer;
  private final int position;

  /**
   * @param network initialised, with one input; used as it stands at the time of each call
   * @param layerName of the layer whose activations are wanted
   * @throws IllegalArgumentException if the network has no such layer
   */
  public Embedder(ComputationGraph network, String layerName) {
    ComputationGraphConfiguration configuration = network.getConfiguration();
    if (!configuration.getVertices().containsKey(layerName)) {
      List<String> names = new ArrayList<>(configuration.getTopologicalOrderStr());
      names.removeAll(configuration.getNetworkInputs());
      throw new IllegalArgumentException(
          "the network has no layer '" + layerName + "', it has " + String.join(", ", names));
    }
    this.network = network;
    this.layer = layerName;
    this.position = configuration.getTopologicalOrderStr().indexOf(layerName);
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
    // Of all its methods the one that counts in topological order, and takes batch normalisation.
    return network.feedForward(new INDArray[] {features}, position, false, true).get(layer);
  }
}
