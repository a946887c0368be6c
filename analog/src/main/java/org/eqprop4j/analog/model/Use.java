package org.eqprop4j.analog.model;

import java.util.List;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.NodeArray;

/**
 * A layer in one of its places, and what it became there.
 *
 * @param name the layer's, with a number from its second use on; unique in the model
 * @param inputs names of the places that it is applied to
 * @param output what it offers
 * @param nodeCount number of nodes that it added
 * @param elements what it added; empty if it is disabled
 */
public record Use(
    String name,
    Layer layer,
    List<String> inputs,
    NodeArray output,
    int nodeCount,
    List<Element> elements) {
  public Use {
    inputs = List.copyOf(inputs);
    elements = List.copyOf(elements);
  }
}
