package org.eqprop4j.analog.circuit;

import java.util.List;

/**
 * A nonlinear resistive network: nodes, groups of elements between them, and the layout of their
 * parameters. Immutable; the parameter values live in a vector of {@link #parameterCount()} doubles
 * beside it.
 */
public final class Circuit {
  /** The node at 0 V. */
  public static final int GROUND = 0;

  private final List<String> nodeNames;
  private final List<Element> elements;
  private final List<Parameter> parameters;
  private final Outputs outputs;
  private final int featureCount;
  private final int parameterCount;
  private final NodeReduction reduction;
  private final ZoneWeights zoneWeights;

  Circuit(
      List<String> nodeNames,
      List<Element> elements,
      List<Parameter> parameters,
      int featureCount,
      int parameterCount) {
    this.nodeNames = List.copyOf(nodeNames);
    this.elements = List.copyOf(elements);
    this.parameters = List.copyOf(parameters);
    this.outputs = new Outputs(elements(Element.CurrentOutputs.class));
    this.featureCount = featureCount;
    this.parameterCount = parameterCount;
    this.reduction = new NodeReduction(this);
    Anchoring.require(this, reduction);
    this.zoneWeights = new ZoneWeights(this, reduction);
  }

  /** Number of nodes, ground included. */
  public int nodeCount() {
    return nodeNames.size();
  }

  /** Name of a node: its layer and its index there. */
  public String nodeName(int node) {
    return nodeNames.get(node);
  }

  /** All groups of elements in the order in which they were added. */
  public List<Element> elements() {
    return elements;
  }

  /** The groups of one type. */
  public <E extends Element> List<E> elements(Class<E> type) {
    return elements.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** All blocks of the parameter vector, in order of their offsets. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * The parameter block of a layer.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no layer '"
                        + name
                        + "' with parameters, expected one of "
                        + parameters.stream().map(Parameter::name).toList()));
  }

  /** Length of the parameter vector. */
  public int parameterCount() {
    return parameterCount;
  }

  /** Number of input values of a sample; inverted copies of an input do not count. */
  public int featureCount() {
    return featureCount;
  }

  /** Where answers are read and nudging currents are injected: all heads side by side. */
  public Outputs outputs() {
    return outputs;
  }

  /** How every node voltage follows from the unknown ones and the sources. */
  public NodeReduction reduction() {
    return reduction;
  }

  /** The weight of each node's zone in the energy. */
  public ZoneWeights zoneWeights() {
    return zoneWeights;
  }

  /** The name of the block that holds a value of the parameter vector, with its row and column. */
  public String describeParameter(int index) {
    for (Parameter p : parameters) {
      if (index >= p.offset() && index < p.end()) {
        int local = index - p.offset();
        return p.name() + "[" + local / p.columns() + ", " + local % p.columns() + "]";
      }
    }
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Checks values that are about to be used as parameters.
   *
   * @throws IllegalArgumentException if the length is wrong, a value is not finite or a conductance
   *     is negative; the message names the layer, row and column
   */
  public void requireValid(double[] values) {
    requireParameterCount(values);
    requireValid(values, 0, values.length);
  }

  /**
   * Checks only the number of values that are about to be used as parameters.
   *
   * @throws IllegalArgumentException as {@link #requireValid(double[])}
   */
  public void requireParameterCount(double[] values) {
    if (values.length != parameterCount) {
      throw new IllegalArgumentException(
          "the circuit has " + parameterCount + " parameters, got " + values.length + " values");
    }
  }

  /**
   * Checks the values from {@code from} (inclusive) to {@code to} (exclusive) of a parameter
   * vector.
   *
   * @throws IllegalArgumentException as {@link #requireValid(double[])}
   */
  public void requireValid(double[] values, int from, int to) {
    for (Parameter p : parameters) {
      boolean conductances = p.kind() == Parameter.Kind.CONDUCTANCE;
      double least = conductances ? 0 : -Double.MAX_VALUE;
      int begin = Math.max(from, p.offset());
      int end = Math.min(to, p.end());
      if (areFinite(values, begin, end, conductances)) {
        continue;
      }
      for (int i = begin; i < end; i++) {
        if (!(values[i] >= least && values[i] <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException(
              describeParameter(i)
                  + " is "
                  + values[i]
                  + " "
                  + p.kind().unit()
                  + ", expected a finite "
                  + p.kind().quantity()
                  + (conductances ? " of at least 0" : ""));
        }
      }
    }
  }

  /**
   * Whether all values are finite and, where that is asked for, none has a sign: by their bits,
   * without a decision for each.
   */
  private static boolean areFinite(double[] values, int from, int to, boolean unsigned) {
    long without = unsigned ? -1 : Long.MAX_VALUE;
    long signs = 0;
    long carries = 0;
    for (int i = from; i < to; i++) {
      long bits = Double.doubleToRawLongBits(values[i]) & without;
      signs |= bits;
      // The exponent of what is not finite carries into the sign.
      carries |= bits + (1L << 52);
    }
    return (signs | carries) >= 0;
  }
}
