package org.eqprop4j.analog.layer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Nodes;

/** One layer of an analog model. Implementations are records, which is also how they are saved. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Input.class, name = "input"),
  @JsonSubTypes.Type(value = InvertedInput.class, name = "inverted-input"),
  @JsonSubTypes.Type(value = Bias.class, name = "bias"),
  @JsonSubTypes.Type(value = Concatenate.class, name = "concatenate"),
  @JsonSubTypes.Type(value = Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = DiodeLayer.class, name = "diode"),
  @JsonSubTypes.Type(value = Amplification.class, name = "amplification"),
  @JsonSubTypes.Type(value = Current.class, name = "current")
})
public interface Layer {

  /** Unique in its model; errors, netlists and files use it. */
  String name();

  /**
   * Adds the layer's nodes and elements.
   *
   * @param inputs the nodes of each signal that the layer is applied to
   * @return the nodes that the layer offers to others
   * @throws CircuitException if the shapes do not fit; the message names the layer
   */
  Nodes emit(CircuitBuilder circuit, List<Nodes> inputs);

  /** How the layer's parameter starts, if it has one. */
  default Optional<Initializer> initializer() {
    return Optional.empty();
  }

  /** What the layer's parameter is kept to. */
  default Bounds bounds() {
    return Bounds.NONE;
  }

  /** Applies the layer to the outputs of others. */
  default Signal on(Signal... inputs) {
    return new Signal(this, List.of(inputs));
  }

  /** The only input, for layers that take exactly one. */
  static Nodes single(Layer layer, List<Nodes> inputs) {
    requireInputs(layer, inputs, 1);
    return inputs.get(0);
  }

  /** Refuses any other number of inputs. */
  static void requireInputs(Layer layer, List<Nodes> inputs, int expected) {
    if (inputs.size() != expected) {
      throw new CircuitException(
          "layer '"
              + layer.name()
              + "' takes "
              + expected
              + " input signals, got "
              + inputs.size());
    }
  }
}
