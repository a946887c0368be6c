package org.eqprop4j.analog.engine;

import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;

/**
 * Divides every batch among a fixed number of {@link BlockSolver}s, a block of consecutive samples
 * for each, and has them restart now and then. Which sample goes where and after what depends on
 * nothing but the calls: not on threads, nor on where the block solvers run.
 *
 * <p>A start that is handed over is not used; each sample starts from the one before it.
 */
public abstract class BlockwiseSolver implements CircuitSolver {
  /**
   * Operating points of a block between two restarts. A simulator keeps that many in memory, and
   * that many have to be found again when it is lost.
   */
  private static final int POINTS_BETWEEN_RESTARTS = 2000;

  private final Circuit circuit;
  private final List<? extends BlockSolver> blocks;
  private final int[] points;
  private final Workers workers;
  private double[] parameters;
  private boolean closed;

  /** A solver that closes the block solvers when it is closed. */
  protected BlockwiseSolver(Circuit circuit, List<? extends BlockSolver> blocks, int threads) {
    this.circuit = circuit;
    this.blocks = List.copyOf(blocks);
    this.points = new int[blocks.size()];
    this.workers = new Workers(threads);
  }

  @Override
  public final Circuit circuit() {
    return circuit;
  }

  @Override
  public final void setParameters(double[] values) {
    circuit.requireValid(values);
    parameters = values.clone();
    blocks.forEach(block -> block.setParameters(parameters));
  }

  /**
   * {@inheritDoc}
   *
   * @throws EngineException if the simulator refuses the circuit as a whole; the message holds its
   *     words
   */
  @Override
  public final void solve(double[] features, OperatingPoints start, Phase... phases) {
    if (closed) {
      throw new IllegalStateException("the solver is closed");
    }
    int samples = SolveArguments.require(circuit, parameters, features, start, phases);
    int count = blocks.size();
    workers.run(
        count,
        b ->
            solveBlock(
                b,
                features,
                (int) ((long) samples * b / count),
                (int) ((long) samples * (b + 1) / count),
                phases));
  }

  private void solveBlock(int b, double[] features, int first, int end, Phase... phases) {
    int from = first;
    while (from < end) {
      if (points[b] >= POINTS_BETWEEN_RESTARTS) {
        blocks.get(b).restart();
        points[b] = 0;
      }
      int room = Math.max(1, (POINTS_BETWEEN_RESTARTS - points[b]) / phases.length);
      int to = Math.min(end, from + room);
      points[b] += (to - from) * phases.length;
      blocks.get(b).solve(features, from, to, phases);
      from = to;
    }
  }

  @Override
  public final Workers workers() {
    return workers;
  }

  @Override
  public final void close() {
    closed = true;
    blocks.forEach(BlockSolver::close);
    workers.close();
  }
}
