package org.eqprop4j.analog.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.Signal;

/**
 * What {@code model.json} holds: the layers of a model and how they are joined, without values.
 *
 * @param format always {@value #FORMAT}
 * @param version always {@value #VERSION}
 * @param layers every layer after those it is applied to
 * @param inputs names of the source layers in the order in which their features stand in a sample
 * @param output name of the current layer
 */
record Graph(String format, int version, List<Applied> layers, List<String> inputs, String output) {
  static final String FORMAT = "eqprop4j-analog-model";
  static final int VERSION = 1;

  /**
   * A layer in its place.
   *
   * @param inputs names of the layers it is applied to
   */
  record Applied(Layer layer, List<String> inputs) {
    static Applied of(Signal signal) {
      return new Applied(signal.layer(), names(signal.inputs()));
    }
  }

  static Graph of(Model model) {
    return new Graph(
        FORMAT,
        VERSION,
        model.signals().stream().map(Applied::of).toList(),
        names(model.inputs()),
        model.output().layer().name());
  }

  private static List<String> names(List<Signal> signals) {
    return signals.stream().map(s -> s.layer().name()).toList();
  }

  /**
   * The model with the values it would start with.
   *
   * @param seed of the values
   * @throws IllegalArgumentException if a layer is applied to one that does not come before it, or
   *     the circuit is not valid
   */
  Model build(long seed) {
    Map<String, Signal> known = new HashMap<>();
    for (Applied applied : layers) {
      String name = applied.layer().name();
      List<Signal> from =
          applied.inputs().stream().map(i -> find(known, i, "layer '" + name + "'")).toList();
      if (known.put(name, new Signal(applied.layer(), from)) != null) {
        throw new IllegalArgumentException("two layers are named '" + name + "'");
      }
    }
    return new Model(
        inputs.stream().map(i -> find(known, i, "the input list")).toList(),
        find(known, output, "the output"),
        seed);
  }

  private static Signal find(Map<String, Signal> known, String name, String user) {
    Signal signal = known.get(name);
    if (signal == null) {
      throw new IllegalArgumentException(
          user + " names '" + name + "', expected a layer that comes before");
    }
    return signal;
  }
}
