package org.eqprop4j.analog.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Resistor;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * Equal resistors from every pixel of a window to one unit for each place and channel: unloaded, it
 * is at the mean of their voltages. Takes an image of height x width x channels. Its conductance is
 * one value that training leaves alone.
 *
 * @param siemens conductance of every resistor [S], positive
 */
public record AveragePooling2D(String name, Window window, double siemens) implements Layer {

  public AveragePooling2D {
    Layer.requirePositive(name, siemens);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray image = Layer.single(this, inputs);
    int channels = image.shape().axes() == 3 ? image.shape().size(2) : 0;
    Shape shape = window.places(image.shape(), channels, name);
    NodeArray units = new NodeArray(circuit.nodes(use, shape.count()), shape);
    List<Resistor> resistors = new ArrayList<>();
    window.forEach(
        image.shape(),
        shape,
        (row, column, r, c) -> {
          for (int channel = 0; channel < channels; channel++) {
            resistors.add(new Resistor(image.at(r, c, channel), units.at(row, column, channel), 0));
          }
        });
    circuit.resistors(use, resistors, circuit.parameter(name, Kind.CONDUCTANCE, 1, 1, false));
    return units;
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(new Initializer.Constant(siemens));
  }
}
