package org.eqprop4j.analog.model;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.layer.VoltageOutput;

/**
 * A graph of layers, the circuit that it emits, and the current values of the circuit's parameters.
 */
public final class Model {
  private final Assembly assembly;
  private final double[] parameters;
  private final Set<String> frozen = new TreeSet<>();

  /** A model with one head. */
  public Model(List<Signal> inputs, Signal output, long seed) {
    this(inputs, List.of(output), seed);
  }

  /**
   * Builds the circuit and draws the initial parameters.
   *
   * @param inputs source layers in the order in which their features stand in a sample
   * @param outputs the current layers in the order in which their outputs stand in a target
   * @param seed every layer draws from a stream of its own, so that adding a layer does not change
   *     the others
   * @throws CircuitException if the graph is not a valid circuit; the message names the layer
   */
  public Model(List<Signal> inputs, List<Signal> outputs, long seed) {
    this(new Assembly(inputs, outputs, Set.of()), Set.of(), seed);
  }

  /** With values that are drawn. */
  Model(Assembly assembly, Set<String> frozen, long seed) {
    this.assembly = assembly;
    this.parameters = new double[circuit().parameterCount()];
    for (Parameter p : circuit().parameters()) {
      SplittableRandom random = new SplittableRandom(seed ^ ((long) p.name().hashCode() << 20));
      double[] values = draw(p, random);
      for (int i = 0; i < values.length; i++) {
        parameters[p.offset() + i] = bounds(p).clip(values[i]);
      }
    }
    circuit().requireValid(parameters);
    frozen.forEach(this::freeze);
  }

  /** With values that are known. The array is copied. */
  Model(Assembly assembly, Set<String> frozen, double[] parameters) {
    this.assembly = assembly;
    this.parameters = parameters.clone();
    circuit().requireValid(parameters);
    frozen.forEach(this::freeze);
  }

  private double[] draw(Parameter p, SplittableRandom random) {
    Initializer initializer =
        layer(p.name())
            .initializer()
            .orElseThrow(
                () -> new CircuitException("layer '" + p.name() + "' has no initial values"));
    try {
      return initializer.draw(Initializer.Block.of(circuit(), p), random);
    } catch (IllegalArgumentException e) {
      throw new CircuitException("layer '" + p.name() + "': " + e.getMessage());
    }
  }

  public Circuit circuit() {
    return assembly.circuit;
  }

  /** The source layers as given. */
  public List<Signal> inputs() {
    return assembly.inputs;
  }

  /** The current layers as given. */
  public List<Signal> outputs() {
    return assembly.outputs;
  }

  /** All signals, each after those it depends on. */
  public List<Signal> signals() {
    return assembly.signals;
  }

  /** Names of the places of signals of this model. */
  List<String> names(List<Signal> signals) {
    return assembly.names(signals);
  }

  /** Every layer in each of its places, after those it is applied to. */
  public List<Use> uses() {
    return assembly.uses;
  }

  /**
   * The layer of a name.
   *
   * @throws IllegalArgumentException listing those that exist, if there is none
   */
  public Layer layer(String name) {
    return assembly.requireLayer(name);
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
    circuit().requireValid(values);
    System.arraycopy(values, 0, parameters, 0, values.length);
  }

  /** What training keeps a parameter to. */
  public Bounds bounds(Parameter parameter) {
    return layer(parameter.name()).bounds();
  }

  /**
   * Excludes a layer's parameter from training until {@link #unfreeze}.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  public void freeze(String layer) {
    frozen.add(layer(layer).name());
  }

  /** Lets a layer's parameter be trained again. */
  public void unfreeze(String layer) {
    frozen.remove(layer(layer).name());
  }

  /** Names of the layers that are excluded from training, sorted. */
  public Set<String> frozen() {
    return Set.copyOf(frozen);
  }

  /** Whether training changes a parameter: it is trainable, and its layer is not frozen. */
  public boolean trains(Parameter parameter) {
    return parameter.trainable() && !frozen.contains(parameter.name());
  }

  /** Names of the layers whose elements are left out of the circuit. */
  public Set<String> disabled() {
    return assembly.disabled;
  }

  /**
   * The same model without the elements of some layers, as if they were taken off the board: nodes
   * and parameters stay, so that values keep their places in the file and in the vector, but no
   * element uses them. What was disabled before comes back unless it is named again.
   *
   * @param layers names, empty for the whole model
   * @return another model, with a copy of the present values
   * @throws CircuitException if what is left is not a valid circuit, for one because a node floats
   */
  public Model without(String... layers) {
    Assembly other = new Assembly(assembly.inputs, assembly.outputs, Set.of(layers));
    return new Model(other, frozen, parameters);
  }

  /**
   * The same model with every current layer replaced by a {@link VoltageOutput}: outputs become
   * part of the sample, behind the features, and the energy tells how well they go with the inputs.
   *
   * @return another model, with a copy of the present values
   */
  public Model clamped() {
    List<Signal> clamps =
        assembly.outputs.stream()
            .map(head -> new Signal(new VoltageOutput(head.layer().name()), head.inputs()))
            .toList();
    Assembly other = new Assembly(assembly.inputs, clamps, assembly.disabled);
    return new Model(other, frozen, parameters);
  }

  /** One line per layer: name, kind, shape, nodes, elements and parameters. */
  public String summary() {
    return Summary.of(this);
  }

  /** A block diagram as an SVG document: a box per place of a layer, an arrow per signal. */
  public String diagram() {
    return Diagram.of(this);
  }
}
