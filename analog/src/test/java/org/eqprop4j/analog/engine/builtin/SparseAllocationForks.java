package org.eqprop4j.analog.engine.builtin;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.testing.AllocatedBytes;

/** Factors a chain's matrix, solves with it, and prints what both allocate in the end. */
final class SparseAllocationForks {
  private static final int TIMES = 20_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SparseAllocationForks() {}

  public static void main(String[] arguments) {
    SparseCircuitTest.Net net = SparseCircuitTest.chain();
    ReducedSystem system = new ReducedSystem(net.circuit);
    if (system.matrixMethod != MatrixMethod.SPARSE) {
      throw new IllegalStateException("the chain should be eliminated in its own order");
    }
    try (Workers alone = new Workers(1)) {
      system.setParameters(net.parameters, alone);
    }
    NewtonMatrix matrix = NewtonMatrix.of(system);
    double[] diagonal = new double[system.unknowns * Kernels.LANES];
    for (int u = 0; u < system.unknowns; u++) {
      Arrays.fill(diagonal, u * Kernels.LANES, (u + 1) * Kernels.LANES, system.diagonal[u]);
    }
    double[] currents = diagonal.clone();
    double[] solution = new double[diagonal.length];
    long least = Long.MAX_VALUE;
    for (int time = 0; time < TIMES; time++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      matrix.factor(diagonal);
      matrix.solve(currents, solution, 0);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    AllocatedBytes.print(least);
  }
}
