package org.eqprop4j.analog.layer;

import java.util.List;

/**
 * The nodes that a layer offers when applied to the nodes of others: an edge bundle of the model's
 * graph.
 *
 * @param layer the layer
 * @param inputs what it is applied to
 */
public record Signal(Layer layer, List<Signal> inputs) {
  public Signal {
    inputs = List.copyOf(inputs);
  }
}
