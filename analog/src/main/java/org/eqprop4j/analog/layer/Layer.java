package org.eqprop4j.analog.layer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;

/** One layer of an analog model. Implementations are records, which is also how they are saved. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Input.class, name = "input"),
  @JsonSubTypes.Type(value = InvertedInput.class, name = "inverted-input"),
  @JsonSubTypes.Type(value = Bias.class, name = "bias"),
  @JsonSubTypes.Type(value = BiasCurrent.class, name = "bias-current"),
  @JsonSubTypes.Type(value = LocallyConnected2D.class, name = "locally-connected-2d"),
  @JsonSubTypes.Type(value = AveragePooling2D.class, name = "average-pooling-2d"),
  @JsonSubTypes.Type(value = FixedResistors.class, name = "fixed-resistors"),
  @JsonSubTypes.Type(value = Reshape.class, name = "reshape"),
  @JsonSubTypes.Type(value = Stack.class, name = "stack"),
  @JsonSubTypes.Type(value = Split.class, name = "split"),
  @JsonSubTypes.Type(value = Join.class, name = "join"),
  @JsonSubTypes.Type(value = VoltageOutput.class, name = "voltage-output"),
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
   * Adds nodes and elements for one use of the layer.
   *
   * @param use name for nodes and elements: the layer's, with a number from the second use on. A
   *     parameter has the layer's own name, which is how all uses share it
   * @param inputs what each signal offers that the layer is applied to
   * @return what the layer offers to others
   * @throws CircuitException if the shapes do not fit; the message names the layer
   */
  NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs);

  /** How the layer's parameter starts, if it has one. */
  default Optional<Initializer> initializer() {
    return Optional.empty();
  }

  /** What the layer's parameter is kept to. */
  default Bounds bounds() {
    return Bounds.NONE;
  }

  /** Applies the layer to the outputs of others. Applied again, it is shared. */
  default Signal on(Signal... inputs) {
    return new Signal(this, List.of(inputs));
  }

  /** The only input, for layers that take exactly one. */
  static NodeArray single(Layer layer, List<NodeArray> inputs) {
    requireInputs(layer, inputs, 1);
    return inputs.get(0);
  }

  /** Refuses any other number of inputs. */
  static void requireInputs(Layer layer, List<NodeArray> inputs, int expected) {
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

  /** Refuses bounds that allow negative conductances. */
  static void requireConductances(String layer, Bounds bounds) {
    if (!(bounds.low() >= 0)) {
      throw new IllegalArgumentException(
          "layer '"
              + layer
              + "' has lower conductance bound "
              + bounds.low()
              + " S, expected at least 0 S");
    }
  }

  /** Refuses a conductance that is not positive. */
  static void requirePositive(String layer, double siemens) {
    if (!(siemens > 0 && siemens <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "layer '" + layer + "' has conductance " + siemens + " S, expected a positive one");
    }
  }

  /** Refuses a second use, for layers that stand for something outside of the circuit. */
  static void requireFirstUse(Layer layer, String use) {
    if (!use.equals(layer.name())) {
      throw new CircuitException(
          "layer '"
              + layer.name()
              + "' is applied twice, expected one signal that is used in several places");
    }
  }
}
