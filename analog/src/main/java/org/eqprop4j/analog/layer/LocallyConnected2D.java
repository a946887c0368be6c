package org.eqprop4j.analog.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Resistor;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.Parameter.Kind;

/**
 * Resistors from every pixel of a window, in all channels, to the units that belong to the place of
 * the window. As a convolution, but with conductances of its own at every place (Watfa et al. 2023,
 * section 3.2.2). Takes an image of height x width x channels.
 *
 * <p>The parameter is a list in the order place, filter, pixel, channel; beyond the border there is
 * nothing.
 *
 * @param filters number of units of each place, the channels of the result
 * @param initial how the conductances [S] start
 * @param bounds what training keeps them to [S]
 */
public record LocallyConnected2D(
    String name, int filters, Window window, Initializer initial, Bounds bounds) implements Layer {

  public LocallyConnected2D {
    Layer.requireConductances(name, bounds);
  }

  @Override
  public NodeArray emit(CircuitBuilder circuit, String use, List<NodeArray> inputs) {
    NodeArray image = Layer.single(this, inputs);
    Shape shape = window.places(image.shape(), filters, name);
    Nodes nodes = circuit.nodes(use, shape.count());
    NodeArray units = new NodeArray(nodes, shape);
    List<List<Integer>> pixels = new ArrayList<>();
    for (int place = 0; place < shape.size(0) * shape.size(1); place++) {
      pixels.add(new ArrayList<>());
    }
    int channels = image.shape().size(2);
    window.forEach(
        image.shape(),
        shape,
        (row, column, r, c) -> {
          for (int channel = 0; channel < channels; channel++) {
            pixels.get(row * shape.size(1) + column).add(image.at(r, c, channel));
          }
        });
    List<Resistor> resistors = new ArrayList<>();
    for (int place = 0; place < pixels.size(); place++) {
      for (int filter = 0; filter < filters; filter++) {
        for (int pixel : pixels.get(place)) {
          int unit = units.nodes().get(place * filters + filter);
          resistors.add(new Resistor(pixel, unit, resistors.size()));
        }
      }
    }
    Parameter conductance = circuit.parameter(name, Kind.CONDUCTANCE, resistors.size(), 1, true);
    circuit.resistors(use, resistors, conductance);
    return units;
  }

  @Override
  public Optional<Initializer> initializer() {
    return Optional.of(initial);
  }
}
