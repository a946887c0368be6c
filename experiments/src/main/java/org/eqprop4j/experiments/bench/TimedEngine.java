package org.eqprop4j.experiments.bench;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.ForwardingSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.SolvingCosts;
import org.eqprop4j.analog.engine.Workers;

/**
 * An engine that solves batches in parts, with the time of what its solver does in a training. Of
 * parts that several threads solve at the same time, the times are added.
 */
final class TimedEngine implements Engine {
  private final Engine engine;
  private final LongSupplier clock;

  /** Taking over parameters, free phases and nudged phases, in the clock's unit. */
  final LongAdder setParameters = new LongAdder();

  final LongAdder free = new LongAdder();
  final LongAdder nudged = new LongAdder();

  /** Newton steps of all samples in free and in nudged phases. */
  final LongAdder freeSteps = new LongAdder();

  final LongAdder nudgedSteps = new LongAdder();

  /** The solver that was loaded last. */
  private CircuitSolver loaded;

  /** Its iterations of conjugate gradients at the last reset. */
  private long matrixIterationsBefore;

  TimedEngine(Engine engine, LongSupplier clock) {
    this.engine = engine;
    this.clock = clock;
  }

  void reset() {
    setParameters.reset();
    free.reset();
    nudged.reset();
    freeSteps.reset();
    nudgedSteps.reset();
    matrixIterationsBefore = allMatrixIterations();
  }

  /** Iterations of conjugate gradients in free and nudged phases; not while it solves. */
  long matrixIterations() {
    return allMatrixIterations() - matrixIterationsBefore;
  }

  private long allMatrixIterations() {
    return loaded instanceof SolvingCosts.Counted counted ? counted.matrixIterations() : 0;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String version() {
    return engine.version();
  }

  @Override
  public CircuitSolver load(Circuit circuit, SolverOptions options) {
    loaded = engine.load(circuit, options);
    return new Solver(loaded);
  }

  private final class Solver extends ForwardingSolver {
    Solver(CircuitSolver solver) {
      super(solver);
    }

    @Override
    public void setParameters(double[] parameters) {
      long start = clock.getAsLong();
      solver.setParameters(parameters);
      setParameters.add(clock.getAsLong() - start);
    }

    @Override
    public void solve(double[] features, OperatingPoints start, Phase... phases) {
      solver.solve(features, start, phases);
    }

    /** Of a part of a batch, which this thread solves alone. */
    @Override
    public void solveFreeAndNudged(
        double[] features,
        OperatingPoints points,
        Workers.RangeWork between,
        Workers.RangeWork then,
        Phase... phases) {
      long begin = clock.getAsLong();
      long[] middle = new long[1];
      solver.solveFreeAndNudged(
          features,
          points,
          (first, end) -> {
            between.run(first, end);
            middle[0] = clock.getAsLong();
          },
          then,
          phases);
      free.add(middle[0] - begin);
      nudged.add(clock.getAsLong() - middle[0]);
      count(points, freeSteps);
      for (Phase phase : phases) {
        count(phase.result(), nudgedSteps);
      }
    }

    private void count(OperatingPoints points, LongAdder steps) {
      for (int s = 0; s < points.samples(); s++) {
        steps.add(points.iterations(s));
      }
    }

    @Override
    public int partSize() {
      return solver.partSize();
    }
  }
}
