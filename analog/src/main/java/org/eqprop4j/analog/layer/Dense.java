package org.eqprop4j.analog.layer;

import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * A crossbar of resistors: every input node, whatever their shape, to every unit (Watfa et al.
 * 2023, section 3.2.2).
 *
 * @param units number of units
 * @param initial how the conductances [S] start
 * @param bounds what training keeps them to [S]
 */
public record Dense(String name, int units, Initializer initial, Bounds bounds) implements Layer {
  public Dense {
    Layer.requireConductances(name, bounds);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    Nodes rows = Layer.single(this, inputs).nodes();
    Nodes columns = circuit.nodes(use, units);
    circuit.crossbar(
        use, rows, columns, circuit.parameter(name, Kind.CONDUCTANCE, rows.size(), units, true));
    return NodeArray.of(columns);
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(initial);
  }
}
