package org.eqprop4j.analog.circuit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An ordered, immutable list of circuit nodes, each an index from 0 to {@code circuit.nodeCount() -
 * 1}.
 */
public final class Nodes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] indices;

  private Nodes(int[] indices) {
    this.indices = indices;
  }

  /** The nodes with the given indices. */
  public static Nodes of(int... indices) {
    return new Nodes(indices.clone());
  }

  /** {@code count} consecutive nodes from {@code first} on. */
  static Nodes range(int first, int count) {
    return new Nodes(IntStream.range(first, first + count).toArray());
  }

  /** All nodes of the lists, in order. */
  public static Nodes concatenate(List<Nodes> parts) {
    return new Nodes(parts.stream().flatMapToInt(n -> Arrays.stream(n.indices)).toArray());
  }

  public int size() {
    return indices.length;
  }

  public int get(int i) {
    return indices[i];
  }

  /** A copy of the indices. */
  public int[] toArray() {
    return indices.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nodes nodes && Arrays.equals(indices, nodes.indices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    return Arrays.toString(indices);
  }
}
