package org.eqprop4j.experiments.bench;

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

/** Another engine, with the time of what its solvers do in a training. */
final class TimedEngine implements Engine {
  private final Engine engine;
  private final LongSupplier clock;

  /** Taking over parameters, free phases and nudged phases, in the clock's unit. */
  long setParameters;

  long free;
  long nudged;

  /** Newton steps of all samples in free and in nudged phases. */
  long freeSteps;

  long nudgedSteps;

  /** Iterations of conjugate gradients in both. */
  long matrixIterations;

  TimedEngine(Engine engine, LongSupplier clock) {
    this.engine = engine;
    this.clock = clock;
  }

  void reset() {
    setParameters = 0;
    free = 0;
    nudged = 0;
    freeSteps = 0;
    nudgedSteps = 0;
    matrixIterations = 0;
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
    return new Solver(engine.load(circuit, options));
  }

  private final class Solver extends ForwardingSolver {
    Solver(CircuitSolver solver) {
      super(solver);
    }

    @Override
    public void setParameters(double[] parameters) {
      long start = clock.getAsLong();
      solver.setParameters(parameters);
      setParameters += clock.getAsLong() - start;
    }

    @Override
    public void solve(double[] features, OperatingPoints start, Phase... phases) {
      solve(features, start, (first, end) -> {}, phases);
    }

    @Override
    public void solve(
        double[] features, OperatingPoints start, Workers.RangeWork then, Phase... phases) {
      long iterations = iterations();
      long begin = clock.getAsLong();
      solver.solve(features, start, then, phases);
      long taken = clock.getAsLong() - begin;
      matrixIterations += iterations() - iterations;
      long steps = 0;
      for (Phase phase : phases) {
        for (int s = 0; s < phase.result().samples(); s++) {
          steps += phase.result().iterations(s);
        }
      }
      if (start == null) {
        free += taken;
        freeSteps += steps;
      } else {
        nudged += taken;
        nudgedSteps += steps;
      }
    }

    private long iterations() {
      return solver instanceof SolvingCosts.Counted counted ? counted.matrixIterations() : 0;
    }
  }
}
