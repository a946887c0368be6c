package org.eqprop4j.analog.model;

import java.util.HashSet;
import java.util.Set;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Parameter;

/** A model as a table. */
final class Summary {
  private static final String LINE = "%-16s %-20s %-14s %8s %9s %10s  %s%n";

  private Summary() {}

  static String of(Model model) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            LINE, "layer", "kind", "shape", "nodes", "elements", "parameters", "applied to"));
    Set<String> counted = new HashSet<>();
    for (Use use : model.uses()) {
      String layer = use.layer().name();
      boolean first = counted.add(layer);
      String remark =
          (first ? "" : " (shares the parameters of " + layer + ")")
              + (model.frozen().contains(layer) ? " (frozen)" : "")
              + (model.disabled().contains(layer) ? " (disabled)" : "");
      text.append(
          String.format(
              LINE,
              use.name(),
              use.layer().getClass().getSimpleName(),
              use.output().shape(),
              use.nodeCount(),
              use.elements().stream().mapToInt(Element::count).sum(),
              first ? parameters(model.circuit(), layer) : 0,
              String.join(", ", use.inputs()) + remark));
    }
    Circuit circuit = model.circuit();
    return text.append(
            String.format(
                "%d nodes, %d unknown, %d elements, %d parameters, %d trained, %d inputs, %d"
                    + " outputs%n",
                circuit.nodeCount(),
                circuit.reduction().unknownCount(),
                circuit.elements().stream().mapToInt(Element::count).sum(),
                circuit.parameterCount(),
                circuit.parameters().stream().filter(model::trains).mapToInt(Parameter::size).sum(),
                circuit.featureCount(),
                circuit.outputs().outputs()))
        .toString();
  }

  private static int parameters(Circuit circuit, String layer) {
    return circuit.parameters().stream()
        .filter(p -> p.name().equals(layer))
        .mapToInt(Parameter::size)
        .sum();
  }
}
