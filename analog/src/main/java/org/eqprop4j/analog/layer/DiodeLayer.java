package org.eqprop4j.analog.layer;

import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * At every input node a diode in series with a voltage source (Watfa et al. 2023, section 3.2.3).
 * Offers the input nodes themselves, so that layers can be chained.
 *
 * @param direction DOWN limits the node voltage from above, UP from below
 * @param bias voltage of the series source, measured from ground for both directions [V]
 * @param model the device
 * @param trainable whether training may change the bias
 */
public record DiodeLayer(
    String name, Direction direction, double bias, DiodeModel model, boolean trainable)
    implements Layer {

  /** Diodes whose bias stays. */
  public DiodeLayer(String name, Direction direction, double bias, DiodeModel model) {
    this(name, direction, bias, model, false);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray in = Layer.single(this, inputs);
    circuit.diodes(
        use,
        in.nodes(),
        direction,
        model,
        circuit.parameter(name, Kind.VOLTAGE, in.size(), 1, trainable));
    return in;
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(new Initializer.Constant(bias));
  }
}
