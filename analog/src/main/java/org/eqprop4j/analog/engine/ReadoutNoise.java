package org.eqprop4j.analog.engine;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.eqprop4j.analog.circuit.Circuit;

/**
 * Another engine whose voltages are read with errors: those of converters in hardware, or of a
 * simulator that stops early. Each voltage that no source holds gets a normal error of its own, in
 * every phase anew. The stream of errors goes on from solve to solve of a loaded circuit.
 */
public final class ReadoutNoise implements Engine {
  private final Engine engine;
  private final double volts;
  private final long seed;

  /**
   * The engine with errors.
   *
   * @param volts standard deviation of the errors [V]
   * @param seed of the errors
   */
  public ReadoutNoise(Engine engine, double volts, long seed) {
    if (!(volts >= 0 && volts <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("read-out noise must be at least 0, got " + volts + " V");
    }
    this.engine = engine;
    this.volts = volts;
    this.seed = seed;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String version() {
    return engine.version();
  }

  /** Without linear response: it would give exact gradients. */
  @Override
  public CircuitSolver load(Circuit circuit, SolverOptions options) {
    return new Solver(engine.load(circuit, options));
  }

  private final class Solver extends ForwardingSolver {
    private final RandomGenerator random = new SplittableRandom(seed);

    Solver(CircuitSolver exact) {
      super(exact);
    }

    @Override
    public void solve(double[] features, OperatingPoints start, Phase... phases) {
      solver.solve(features, start, phases);
      for (Phase phase : phases) {
        blur(phase.result());
      }
    }

    private void blur(OperatingPoints points) {
      double[] voltages = points.voltages();
      for (int node = 0; node < points.nodes(); node++) {
        if (!circuit().reduction().isDriven(node)) {
          for (int s = 0; s < points.samples(); s++) {
            voltages[node * points.samples() + s] += volts * random.nextGaussian();
          }
        }
      }
    }
  }
}
