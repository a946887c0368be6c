package org.eqprop4j.analog.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;

/**
 * A part of a signal along its last axis. Adds nothing to the circuit.
 *
 * @param first first place of the part
 * @param count number of places
 */
public record Split(String name, int first, int count) implements Layer {

  /** Divides a signal into parts of the given sizes, named {@code name/0}, {@code name/1}, ... */
  public static List<Signal> into(String name, Signal signal, int... counts) {
    List<Signal> parts = new ArrayList<>();
    int first = 0;
    for (int count : counts) {
      parts.add(new Split(name + "/" + parts.size(), first, count).on(signal));
      first += count;
    }
    return parts;
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    int width = in.shape().size(-1);
    if (first < 0 || count < 1 || first + count > width) {
      throw new CircuitException(
          String.format(
              "layer '%s' takes %d places from %d on, but the last axis of %s has %d",
              name, count, first, in.shape(), width));
    }
    IntStream places =
        IntStream.range(0, in.size()).filter(i -> i % width >= first && i % width < first + count);
    return in.select(places, in.shape().withLast(count));
  }
}
