package org.eqprop4j.analog.circuit;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a circuit is made of, to be sent to another process of the same program. Not for files: it
 * changes with the program.
 */
public record CircuitData(
    List<String> nodeNames,
    List<Element> elements,
    List<Parameter> parameters,
    int featureCount,
    int parameterCount)
    implements Serializable {

  /** All of a circuit. */
  public static CircuitData of(Circuit circuit) {
    return new CircuitData(
        IntStream.range(0, circuit.nodeCount()).mapToObj(circuit::nodeName).toList(),
        circuit.elements(),
        circuit.parameters(),
        circuit.featureCount(),
        circuit.parameterCount());
  }

  /** A circuit equal to the first. */
  public Circuit circuit() {
    return new Circuit(nodeNames, elements, parameters, featureCount, parameterCount);
  }
}
