package org.eqprop4j.analog.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.Signal;

/**
 * What {@code model.json} holds: the layers of a model and how they are joined, without values.
 *
 * @param format always {@value #FORMAT}
 * @param version always {@value #VERSION}; {@link GraphUpgrades} turns older ones into it
 * @param layers every layer in each of its places, after those it is applied to
 * @param inputs names of the source layers in the order in which their features stand in a sample
 * @param outputs names of the current layers in the order in which their outputs stand in a target
 * @param frozen names of the layers that are excluded from training
 * @param disabled names of the layers whose elements are left out of the circuit
 */
record Graph(
    String format,
    int version,
    List<Applied> layers,
    List<String> inputs,
    List<String> outputs,
    SortedSet<String> frozen,
    SortedSet<String> disabled) {
  static final String FORMAT = "eqprop4j-analog-model";
  static final int VERSION = 2;

  /**
   * A layer in one of its places.
   *
   * @param name the place's: the layer's, with a number from its second use on
   * @param layer its settings; the same in all of its places
   * @param inputs names of the places that it is applied to
   */
  record Applied(String name, Layer layer, List<String> inputs) {}

  static Graph of(Model model) {
    return new Graph(
        FORMAT,
        VERSION,
        model.uses().stream()
            .map(use -> new Applied(use.name(), use.layer(), use.inputs()))
            .toList(),
        model.names(model.inputs()),
        model.names(model.outputs()),
        new TreeSet<>(model.frozen()),
        new TreeSet<>(model.disabled()));
  }

  /**
   * The circuit, without values.
   *
   * @throws IllegalArgumentException if a layer is applied to one that does not come before it, or
   *     the circuit is not valid
   */
  Assembly assemble() {
    Map<String, Layer> shared = new HashMap<>();
    Map<String, Signal> known = new HashMap<>();
    for (Applied applied : layers) {
      String name = applied.name();
      Layer layer = shared.computeIfAbsent(applied.layer().name(), n -> applied.layer());
      if (!layer.equals(applied.layer())) {
        throw new IllegalArgumentException("two layers are named '" + layer.name() + "'");
      }
      List<Signal> from =
          applied.inputs().stream().map(i -> find(known, i, "layer '" + name + "'")).toList();
      if (known.put(name, new Signal(layer, from)) != null) {
        throw new IllegalArgumentException("two layers are named '" + name + "'");
      }
    }
    return new Assembly(
        inputs.stream().map(i -> find(known, i, "the input list")).toList(),
        outputs.stream().map(i -> find(known, i, "the output list")).toList(),
        disabled);
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
