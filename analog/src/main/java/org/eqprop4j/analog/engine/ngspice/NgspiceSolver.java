package org.eqprop4j.analog.engine.ngspice;

import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.BlockwiseSolver;
import org.eqprop4j.analog.engine.SolverOptions;

/** Divides every batch among a fixed number of instances in this process. */
final class NgspiceSolver extends BlockwiseSolver {

  NgspiceSolver(Circuit circuit, NgspiceSimulator simulator, SolverOptions options) {
    super(
        circuit,
        IntStream.range(0, simulator.blocks())
            .mapToObj(i -> simulator.load(circuit, options))
            .toList(),
        options.threads());
  }
}
