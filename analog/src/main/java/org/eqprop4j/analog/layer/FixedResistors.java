package org.eqprop4j.analog.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Resistor;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * A resistor at every input node. Its conductance is one value that training leaves alone.
 *
 * @param siemens conductance of every resistor [S], positive
 * @param placement where its other end is
 */
public record FixedResistors(String name, double siemens, Placement placement) implements Layer {

  /** Where the other end of a resistor is. */
  public enum Placement {
    /** At ground: a load. The layer offers the input nodes themselves. */
    TO_GROUND,
    /** At a node of its own, which the layer offers. */
    IN_SERIES
  }

  public FixedResistors {
    Layer.requirePositive(name, siemens);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    boolean series = placement == Placement.IN_SERIES;
    Nodes out = series ? circuit.nodes(use, in.size()) : in.nodes();
    List<Resistor> resistors =
        IntStream.range(0, in.size())
            .mapToObj(i -> new Resistor(in.nodes().get(i), series ? out.get(i) : Circuit.GROUND, 0))
            .toList();
    circuit.resistors(use, resistors, circuit.parameter(name, Kind.CONDUCTANCE, 1, 1, false));
    return new NodeArray(out, in.shape());
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(new Initializer.Constant(siemens));
  }
}
