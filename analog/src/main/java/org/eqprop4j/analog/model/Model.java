package org.eqprop4j.analog.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.Signal;

/**
 * A graph of layers, the circuit that it emits, and the current values of the circuit's parameters.
 */
public final class Model {
  private final List<Signal> inputs;
  private final Signal output;
  private final List<Signal> signals;
  private final Circuit circuit;
  private final double[] parameters;
  private final Map<String, Layer> layers = new HashMap<>();

  /**
   * Builds the circuit and draws the initial parameters.
   *
   * @param inputs source layers in the order in which their features stand in a sample
   * @param output the current layer
   * @param seed every layer draws from a stream of its own, so that adding a layer does not change
   *     the others
   * @throws CircuitException if the graph is not a valid circuit; the message names the layer
   */
  public Model(List<Signal> inputs, Signal output, long seed) {
    this.inputs = List.copyOf(inputs);
    this.output = output;
    IdentityHashMap<Signal, Nodes> nodes = new IdentityHashMap<>();
    List<Signal> order = new ArrayList<>();
    CircuitBuilder builder = new CircuitBuilder();
    this.inputs.forEach(signal -> emit(signal, builder, nodes, order));
    emit(output, builder, nodes, order);
    this.signals = List.copyOf(order);
    for (Signal signal : signals) {
      if (layers.put(signal.layer().name(), signal.layer()) != null) {
        throw new CircuitException(
            "two layers are named '" + signal.layer().name() + "', expected unique names");
      }
    }
    this.circuit = builder.build();
    this.parameters = new double[circuit.parameterCount()];
    for (Parameter p : circuit.parameters()) {
      SplittableRandom random = new SplittableRandom(seed ^ ((long) p.name().hashCode() << 20));
      double[] values =
          layers
              .get(p.name())
              .initializer()
              .orElseThrow(
                  () -> new CircuitException("layer '" + p.name() + "' has no initial values"))
              .draw(p.rows(), p.columns(), random);
      for (int i = 0; i < values.length; i++) {
        parameters[p.offset() + i] = bounds(p).clip(values[i]);
      }
    }
    circuit.requireValid(parameters);
  }

  private static Nodes emit(
      Signal signal,
      CircuitBuilder builder,
      IdentityHashMap<Signal, Nodes> done,
      List<Signal> order) {
    Nodes known = done.get(signal);
    if (known != null) {
      return known;
    }
    List<Nodes> from =
        signal.inputs().stream().map(input -> emit(input, builder, done, order)).toList();
    Nodes nodes = signal.layer().emit(builder, from);
    done.put(signal, nodes);
    order.add(signal);
    return nodes;
  }

  public Circuit circuit() {
    return circuit;
  }

  /** The source layers as given. */
  public List<Signal> inputs() {
    return inputs;
  }

  /** The current layer. */
  public Signal output() {
    return output;
  }

  /** All signals, each after those it depends on. */
  public List<Signal> signals() {
    return signals;
  }

  /** The parameter vector of {@link #circuit()}. The array itself: training changes it in place. */
  public double[] parameters() {
    return parameters;
  }

  /**
   * Replaces all parameters.
   *
   * @throws IllegalArgumentException as {@link Circuit#requireValid}
   */
  public void setParameters(double[] values) {
    circuit.requireValid(values);
    System.arraycopy(values, 0, parameters, 0, values.length);
  }

  /** What training keeps a parameter to. */
  public Bounds bounds(Parameter parameter) {
    return layers.get(parameter.name()).bounds();
  }

  /** One line per layer: name, kind, nodes, parameters. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%-16s %-16s %10s%n", "layer", "kind", "parameters"));
    for (Signal signal : signals) {
      int count =
          circuit.parameters().stream()
              .filter(p -> p.name().equals(signal.layer().name()))
              .mapToInt(Parameter::size)
              .sum();
      text.append(
          String.format(
              "%-16s %-16s %10d%n",
              signal.layer().name(), signal.layer().getClass().getSimpleName(), count));
    }
    return text.append(
            String.format(
                "%d nodes, %d unknown, %d parameters, %d inputs, %d outputs%n",
                circuit.nodeCount(),
                circuit.reduction().unknownCount(),
                circuit.parameterCount(),
                circuit.featureCount(),
                circuit.outputs().outputs()))
        .toString();
  }
}
