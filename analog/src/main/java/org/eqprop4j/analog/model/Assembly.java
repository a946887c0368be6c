package org.eqprop4j.analog.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.NodeArray;
import org.eqprop4j.analog.layer.Signal;

/** A graph of layers put together to a circuit. */
final class Assembly {
  final List<Signal> inputs;
  final List<Signal> outputs;
  final Set<String> disabled;
  final List<Signal> signals;
  final List<Use> uses;
  final Circuit circuit;

  private final CircuitBuilder builder = new CircuitBuilder();
  private final IdentityHashMap<Signal, Placed> placed = new IdentityHashMap<>();
  private final List<Placed> order = new ArrayList<>();
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final IdentityHashMap<Layer, Integer> useCounts = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();

  /** A signal in the circuit: the elements that it added stand there in a row. */
  private record Placed(
      String name, Signal signal, NodeArray output, int nodes, int firstElement, int endElement) {}

  /**
   * Emits every layer after those it is applied to.
   *
   * @param disabled names of the layers whose elements are left out
   * @throws CircuitException if the graph is not a valid circuit; the message names the layer
   */
  Assembly(List<Signal> inputs, List<Signal> outputs, Set<String> disabled) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.disabled = Set.copyOf(disabled);
    this.inputs.forEach(this::place);
    this.outputs.forEach(this::place);
    for (String name : disabled) {
      requireLayer(name);
    }
    circuit = builder.build();
    List<Element> elements = circuit.elements();
    signals = order.stream().map(Placed::signal).toList();
    uses =
        order.stream()
            .map(
                p ->
                    new Use(
                        p.name(),
                        p.signal().layer(),
                        names(p.signal().inputs()),
                        p.output(),
                        p.nodes(),
                        elements.subList(p.firstElement(), p.endElement())))
            .toList();
  }

  /** Names of the places of signals. */
  List<String> names(List<Signal> signals) {
    return signals.stream().map(s -> placed.get(s).name()).toList();
  }

  private NodeArray place(Signal signal) {
    Placed known = placed.get(signal);
    if (known != null) {
      return known.output();
    }
    List<NodeArray> from = signal.inputs().stream().map(this::place).toList();
    Layer layer = signal.layer();
    String name = nextName(layer);
    if (disabled.contains(layer.name())) {
      if (layer instanceof Input) {
        throw new CircuitException(
            "layer '" + layer.name() + "' is an input, which cannot be disabled");
      }
      builder.leaveOut(name);
    }
    int nodes = builder.nodeCount();
    int elements = builder.elementCount();
    NodeArray output = layer.emit(builder, name, from);
    Placed done =
        new Placed(
            name, signal, output, builder.nodeCount() - nodes, elements, builder.elementCount());
    placed.put(signal, done);
    order.add(done);
    return output;
  }

  private String nextName(Layer layer) {
    int use = useCounts.merge(layer, 1, Integer::sum);
    String name = use == 1 ? layer.name() : layer.name() + "." + use;
    if (!names.add(name)) {
      throw new CircuitException("two layers are named '" + name + "', expected unique names");
    }
    layers.putIfAbsent(layer.name(), layer);
    return name;
  }

  /**
   * The layer of a name.
   *
   * @throws IllegalArgumentException listing those that exist, if there is none
   */
  Layer requireLayer(String name) {
    Layer layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException(
          "no layer '" + name + "', expected one of " + layers.keySet());
    }
    return layer;
  }
}
