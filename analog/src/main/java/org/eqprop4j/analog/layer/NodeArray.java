package org.eqprop4j.analog.layer;

import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Nodes;

/**
 * What a layer offers to others: nodes, arranged in a shape.
 *
 * @param nodes in row-major order
 */
public record NodeArray(Nodes nodes, Shape shape) {
  public NodeArray {
    if (nodes.size() != shape.count()) {
      throw new IllegalArgumentException(nodes.size() + " nodes cannot have shape " + shape);
    }
  }

  /** Nodes on one axis. */
  public static NodeArray of(Nodes nodes) {
    return new NodeArray(nodes, Shape.of(nodes.size()));
  }

  /** Number of nodes. */
  public int size() {
    return nodes.size();
  }

  /** Node at a place of an image of height x width x channels. */
  int at(int row, int column, int channel) {
    return nodes.get((row * shape.size(1) + column) * shape.size(2) + channel);
  }

  /** Other nodes of this in their order, in another shape. */
  NodeArray select(IntStream places, Shape other) {
    return new NodeArray(Nodes.of(places.map(nodes::get).toArray()), other);
  }
}
