package org.eqprop4j.analog.engine.builtin;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.AllocatedBytes;
import org.eqprop4j.analog.testing.Solves;

/** Solves a chain by its elimination program and prints what both phases allocate in the end. */
final class SparseAllocationForks {
  private static final int BATCHES = 2000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SparseAllocationForks() {}

  public static void main(String[] arguments) {
    SparseCircuitTest.Net net = SparseCircuitTest.chain();
    if (new ReducedSystem(net.circuit).matrixMethod != MatrixMethod.SPARSE) {
      throw new IllegalStateException("the chain should be eliminated in its own order");
    }
    OperatingPoints free = new OperatingPoints(net.circuit.nodeCount(), SparseCircuitTest.SAMPLES);
    OperatingPoints nudged = new OperatingPoints(net.circuit.nodeCount(), free.samples());
    Phase freePhase = Phase.free(free);
    Phase nudgedPhase = new Phase(net.currents, nudged);
    long least = Long.MAX_VALUE;
    try (CircuitSolver solver =
        Solves.load(net.circuit, net.parameters, SolverOptions.DEFAULT.withThreads(1))) {
      for (int batch = 0; batch < BATCHES; batch++) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        solver.solve(net.features, null, freePhase);
        solver.solve(net.features, free, nudgedPhase);
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      }
    }
    AllocatedBytes.print(least);
  }
}
