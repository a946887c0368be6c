package org.eqprop4j.analog.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the nodes of a signal are arranged: the sizes of its axes, row-major, the last axis fastest.
 * An image is height x width x channels.
 */
public record Shape(@JsonValue List<Integer> sizes) {
  /**
   * Any number of axes, at least one.
   *
   * @throws IllegalArgumentException if there is none, or one of size 0 or less
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Shape {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException("a shape needs axes of at least 1, got " + sizes);
    }
  }

  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  /** Number of nodes. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** Number of axes. */
  public int axes() {
    return sizes.size();
  }

  /** Size of an axis; negative ones count from the last. */
  public int size(int axis) {
    return sizes.get(axis < 0 ? axis + axes() : axis);
  }

  /** This shape with another size of the last axis. */
  public Shape withLast(int size) {
    List<Integer> changed = new ArrayList<>(sizes);
    changed.set(axes() - 1, size);
    return new Shape(changed);
  }

  /** Such as {@code 28 x 28 x 2}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }
}
