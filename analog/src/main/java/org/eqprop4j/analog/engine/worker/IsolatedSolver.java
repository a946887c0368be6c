package org.eqprop4j.analog.engine.worker;

import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.BlockwiseSolver;
import org.eqprop4j.analog.engine.NativeSimulator;
import org.eqprop4j.analog.engine.SolverOptions;

/** Divides every batch as the simulator would inside, among workers, one for each block. */
final class IsolatedSolver extends BlockwiseSolver {

  IsolatedSolver(
      Circuit circuit, NativeSimulator simulator, SolverOptions options, WorkerOptions workers) {
    this(circuit, simulator, new LoadedCircuit(circuit, options), options, workers);
  }

  private IsolatedSolver(
      Circuit circuit,
      NativeSimulator simulator,
      LoadedCircuit loaded,
      SolverOptions options,
      WorkerOptions workers) {
    super(
        circuit,
        IntStream.range(0, simulator.blocks())
            .mapToObj(i -> new RemoteBlock(simulator, loaded, workers))
            .toList(),
        options.threads());
  }
}
