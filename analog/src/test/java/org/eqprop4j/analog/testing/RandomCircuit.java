package org.eqprop4j.analog.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ShockleyDiode;

/**
 * A random circuit with everything that can be in one: inputs and their inverses, an amplified
 * input, trainable bias voltages and currents, resistors to ground and between nodes of a layer,
 * several resistors with one value, two crossbars with the same values, diodes of both directions
 * before and behind amplifiers with and without a reference, skip connections from the inputs to
 * later layers, two heads.
 *
 * @param parameters parameter vector
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of test data, never compared.
public record RandomCircuit(Circuit circuit, double[] parameters) {

  /** What the random draws are taken from. */
  public record Ranges(
      double lowSiemens, double highSiemens, double lowSaturation, double highSaturation) {
    /** Where diodes and resistors both matter. */
    public static final Ranges MILD = new Ranges(1e-7, 1e-5, 1e-9, 1e-7);

    /** Six decades of conductances, ten of saturation currents. */
    public static final Ranges EXTREME = new Ranges(1e-9, 1e-3, 1e-15, 1e-5);
  }

  /** Where the output nodes are. */
  public enum Outputs {
    /** In the last layer. */
    LAST_LAYER,
    /** Before and behind every amplifier, and in the last layer. */
    EVERY_ZONE
  }

  /** A circuit with one hidden layer and one amplifier layer per gain, and an output layer. */
  public static RandomCircuit of(
      SplittableRandom random, Ranges ranges, Outputs where, boolean folded, double... gains) {
    Supplier<DiodeModel> devices =
        () -> {
          double is = logUniform(random, ranges.lowSaturation(), ranges.highSaturation());
          return new ShockleyDiode(is, 1 + random.nextDouble(), 27);
        };
    return of(random, ranges, devices, where, folded, gains);
  }

  /** The same with devices of any kind, one draw for each group of them. */
  public static RandomCircuit of(
      SplittableRandom random,
      Ranges ranges,
      Supplier<DiodeModel> devices,
      Outputs where,
      boolean folded,
      double... gains) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 3);
    b.inputs("x", x);
    Nodes inverted = b.nodes("inverted", 3);
    b.invertedInputs("inverted", inverted, x);
    Nodes bias = b.nodes("bias", 2);
    b.biases("bias", bias, true);
    Nodes louder = b.nodes("louder", 1);
    b.amplifiers(
        "louder", Nodes.of(random.nextBoolean() ? x.get(0) : bias.get(0)), louder, -2, 0.1);
    Nodes sources = Nodes.concatenate(List.of(x, inverted, bias, louder));
    Nodes from = sources;
    List<Nodes> outputs = new ArrayList<>();
    for (int s = 0; s < gains.length; s++) {
      Nodes hidden = layer(b, "hidden" + s, from, 3 + random.nextInt(4), random, devices);
      Nodes amplified = b.nodes("amplified" + s, hidden.size());
      double reference = random.nextBoolean() ? 0 : random.nextDouble(-0.1, 0.1);
      b.amplifiers("amplified" + s, hidden, amplified, gains[s], reference);
      b.biasCurrents("current" + s, Nodes.of(hidden.get(2), amplified.get(0)), true);
      sparse(b, "sparse" + s, sources, hidden);
      sparse(b, "twin" + s, amplified, amplified);
      if (random.nextBoolean()) {
        diodes(b, "amplified" + s, amplified, devices);
      }
      outputs.add(Nodes.of(hidden.get(0), amplified.get(1)));
      from = random.nextBoolean() ? amplified : Nodes.concatenate(List.of(amplified, sources));
    }
    Nodes last = b.nodes("last", 4);
    b.crossbar("last", from, last, true);
    Parameter shared = b.crossbar("last-ground", Nodes.of(Circuit.GROUND, bias.get(1)), last, true);
    b.crossbar("last-sources", Nodes.of(x.get(0), last.get(0)), last, shared);
    if (where == Outputs.LAST_LAYER) {
      outputs.clear();
    }
    b.outputs("folded", last, true);
    outputs.add(last);
    b.outputs("current", Nodes.concatenate(outputs), folded);
    Circuit circuit = b.build();
    return new RandomCircuit(circuit, parameters(circuit, random, ranges));
  }

  private static Nodes layer(
      CircuitBuilder b,
      String name,
      Nodes from,
      int units,
      SplittableRandom random,
      Supplier<DiodeModel> devices) {
    Nodes nodes = b.nodes(name, units);
    b.crossbar(name, from, nodes, true);
    if (random.nextBoolean()) {
      b.crossbar(name + "-ground", Nodes.of(Circuit.GROUND), nodes, true);
    }
    if (random.nextBoolean()) {
      b.crossbar(
          name + "-side", Nodes.of(nodes.get(0)), Nodes.of(nodes.get(1), nodes.get(2)), true);
    }
    diodes(b, name, nodes, devices);
    return nodes;
  }

  /** Two resistors of the same value and one of its own. */
  private static void sparse(CircuitBuilder b, String name, Nodes from, Nodes to) {
    Parameter conductance = b.parameter(name, Parameter.Kind.CONDUCTANCE, 2, 1, true);
    b.resistors(
        name,
        List.of(
            new Element.Resistor(from.get(0), to.get(1), 1),
            new Element.Resistor(from.get(1), to.get(2), 0),
            new Element.Resistor(to.get(0), from.get(2), 1)),
        conductance);
  }

  private static void diodes(
      CircuitBuilder b, String name, Nodes nodes, Supplier<DiodeModel> devices) {
    for (Direction direction : Direction.values()) {
      b.diodes(name + "-" + direction, nodes, direction, devices.get(), true);
    }
  }

  private static double[] parameters(Circuit circuit, SplittableRandom random, Ranges ranges) {
    double[] values = new double[circuit.parameterCount()];
    for (Parameter p : circuit.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        values[i] =
            switch (p.kind()) {
              case CONDUCTANCE -> logUniform(random, ranges.lowSiemens(), ranges.highSiemens());
              case VOLTAGE -> random.nextDouble(-0.3, 0.3);
              case CURRENT ->
                  random.nextDouble(-0.3, 0.3)
                      * Math.sqrt(ranges.lowSiemens() * ranges.highSiemens());
            };
      }
    }
    return values;
  }

  private static double logUniform(SplittableRandom random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  /** Values from {@code -bound} to {@code bound}. */
  public static double[] uniform(SplittableRandom random, int count, double bound) {
    return random.doubles(count, -bound, bound).toArray();
  }
}
