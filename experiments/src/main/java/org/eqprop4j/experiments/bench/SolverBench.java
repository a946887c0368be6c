package org.eqprop4j.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.CurrentCheck;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;

/** Solves the same samples of one network with several engines, one behind the other. */
public final class SolverBench {
  private static final long SEED = 1;
  private static final double INPUT_VOLTS = 2;
  private static final double NUDGE_AMPERES = 1e-7;

  /** Samples of a batch; simulators solve them one by one and get fewer. */
  private static final int BATCH = 64;

  private static final int SIMULATOR_BATCH = 8;
  private static final SolverOptions EXACT = new SolverOptions(1, 1e-13, 200);

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final BenchNetwork network;
  private final DiodeModel diode;
  private final Model model;
  private final SolverOptions options;
  private final double seconds;

  /**
   * Prepares a network.
   *
   * @param voltageTolerance of all engines [V]
   * @param seconds how long each engine warms up, solves free phases and solves nudged ones
   */
  public SolverBench(
      BenchNetwork network, DiodeModel diode, double voltageTolerance, double seconds) {
    this.network = network;
    this.diode = diode;
    this.model = network.model(SEED, diode);
    this.options = new SolverOptions(1, voltageTolerance, SolverOptions.DEFAULT.maxIterations());
    this.seconds = seconds;
  }

  /**
   * Measures.
   *
   * @param engines names of engines that can solve the network; times are related to the first
   */
  public List<SolverResult> run(List<String> engines) {
    List<SolverResult> results = new ArrayList<>();
    for (String name : engines) {
      Engine engine = Engines.named(name);
      SolverResult result = new Measurement(engine).run();
      double first = results.isEmpty() ? result.sum() : results.get(0).sum();
      results.add(result.relativeTo(first));
    }
    return results;
  }

  /** One engine at work. */
  private final class Measurement {
    private final Engine engine;
    private final Circuit circuit = model.circuit();
    private final int samples;
    private final double[] features;
    private final double[] currents;
    private final OperatingPoints free;
    private final Phase[] nudged;

    Measurement(Engine engine) {
      this.engine = engine;
      samples = engine.hasLinearResponse() ? BATCH : SIMULATOR_BATCH;
      features = first(samples, circuit.featureCount(), INPUT_VOLTS);
      currents = first(samples, circuit.outputs().nodes().size(), NUDGE_AMPERES);
      double[] opposite = currents.clone();
      for (int i = 0; i < opposite.length; i++) {
        opposite[i] = -currents[i];
      }
      free = new OperatingPoints(circuit.nodeCount(), samples);
      nudged =
          new Phase[] {
            new Phase(currents, new OperatingPoints(circuit.nodeCount(), samples)),
            new Phase(opposite, new OperatingPoints(circuit.nodeCount(), samples))
          };
    }

    /** The first samples of the batch, uniform within plus and minus the bound. */
    private double[] first(int count, int width, double bound) {
      SplittableRandom random = new SplittableRandom(SEED);
      double[] values = new double[width * count];
      for (int k = 0; k < width; k++) {
        for (int s = 0; s < BATCH; s++) {
          double value = random.nextDouble(-bound, bound);
          if (s < count) {
            values[k * count + s] = value;
          }
        }
      }
      return values;
    }

    SolverResult run() {
      long heap = Heap.used();
      try (CircuitSolver solver = engine.load(circuit, options)) {
        solver.setParameters(model.parameters());
        Runnable solveFree = () -> solver.solve(features, null, Phase.free(free));
        Runnable solveNudged = () -> solver.solve(features, free, nudged);
        microseconds(solveFree);
        microseconds(solveNudged);
        double freeTime = microseconds(solveFree);
        double nudgedTime = microseconds(solveNudged);
        free.requireConverged();
        for (Phase phase : nudged) {
          phase.result().requireConverged();
        }
        return new SolverResult(
            network.name(),
            diode.getClass().getSimpleName(),
            engine.name(),
            engine.version(),
            samples,
            freeTime,
            nudgedTime,
            1,
            meanSteps(),
            residual(),
            error(),
            Math.max(0, Heap.used() - heap) / 1e6);
      }
    }

    /** CPU time of the process per sample. */
    private double microseconds(Runnable work) {
      long cpu = process.getProcessCpuTime();
      long end = System.nanoTime() + (long) (1e9 * seconds);
      long solved = 0;
      do {
        work.run();
        solved += samples;
      } while (System.nanoTime() < end);
      return (process.getProcessCpuTime() - cpu) / 1e3 / solved;
    }

    private double meanSteps() {
      double sum = 0;
      for (int s = 0; s < samples; s++) {
        sum += free.iterations(s);
      }
      return sum / samples;
    }

    private double residual() {
      CurrentCheck check = new CurrentCheck(circuit);
      double[] voltages = new double[circuit.nodeCount()];
      double worst = 0;
      for (int s = 0; s < samples; s++) {
        for (int node = 0; node < voltages.length; node++) {
          voltages[node] = free.voltage(node, s);
        }
        check.check(model.parameters(), voltages, null, samples, s);
        worst = Math.max(worst, check.worstAmperes());
      }
      return worst;
    }

    private double error() {
      OperatingPoints exact = new OperatingPoints(circuit.nodeCount(), samples);
      try (CircuitSolver solver = Engines.named("newton").load(circuit, EXACT)) {
        solver.setParameters(model.parameters());
        solver.solve(features, null, Phase.free(exact));
      }
      double most = 0;
      for (int i = 0; i < exact.voltages().length; i++) {
        most = Math.max(most, Math.abs(exact.voltages()[i] - free.voltages()[i]));
      }
      return most;
    }
  }
}
