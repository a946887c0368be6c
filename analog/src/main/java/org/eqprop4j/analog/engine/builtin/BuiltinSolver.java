package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.engine.builtin.LaneKernels.LANES;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.LinearResponse;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolveArguments;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;

/** Cuts a batch into tiles of {@link LaneKernels#LANES} samples and solves them on all threads. */
final class BuiltinSolver implements CircuitSolver, LinearResponse {
  private final Circuit circuit;
  private final SolverOptions options;
  private final ReducedSystem system;
  private final Workers workers;
  private final Queue<NewtonTile> idle = new ConcurrentLinkedQueue<>();
  private double[] parameters;

  BuiltinSolver(Circuit circuit, SolverOptions options) {
    this.circuit = circuit;
    this.options = options;
    this.system = new ReducedSystem(circuit);
    this.workers = new Workers(options.threads());
  }

  @Override
  public Circuit circuit() {
    return circuit;
  }

  @Override
  public void setParameters(double[] values) {
    circuit.requireValid(values);
    parameters = values.clone();
    system.setParameters(parameters);
  }

  @Override
  public void solve(double[] features, OperatingPoints start, Phase... phases) {
    int samples = SolveArguments.require(circuit, parameters, features, start, phases);
    forEachTile(
        samples,
        (tile, first, count) -> {
          double[] sources = new double[system.unknowns * LANES];
          sourceCurrents(features, samples, first, count, sources);
          for (Phase phase : phases) {
            System.arraycopy(sources, 0, tile.rightSide, 0, sources.length);
            if (phase.currents() != null) {
              inject(phase.currents(), samples, first, count, tile.rightSide);
            }
            if (start == null) {
              tile.startCold();
            } else {
              readUnknowns(start, first, count, tile.x());
            }
            tile.solve(count);
            store(tile, features, first, count, phase.result());
          }
        });
  }

  @Override
  public void linearResponse(OperatingPoints at, double[] currents, double[] response) {
    int samples = at.samples();
    SolveArguments.requireLength(
        currents, circuit.outputs().nodes().size(), samples, "injected currents");
    SolveArguments.requireLength(response, circuit.nodeCount(), samples, "responses");
    forEachTile(
        samples,
        (tile, first, count) -> {
          double[] change = new double[system.unknowns * LANES];
          double[] solution = new double[system.unknowns * LANES];
          inject(currents, samples, first, count, change);
          readUnknowns(at, first, count, tile.x());
          tile.respond(change, solution);
          NodeReduction reduction = circuit.reduction();
          for (int node = 0; node < circuit.nodeCount(); node++) {
            int x = system.unknownAt(node);
            for (int l = 0; l < count; l++) {
              response[node * samples + first + l] =
                  x < 0 ? 0 : reduction.scale(node) * solution[x * LANES + l];
            }
          }
        });
  }

  private interface TileWork {
    void run(NewtonTile tile, int firstSample, int count);
  }

  private void forEachTile(int samples, TileWork work) {
    if (parameters == null) {
      throw new IllegalStateException("parameters must be set before solving");
    }
    workers.run(
        (samples + LANES - 1) / LANES,
        t -> {
          NewtonTile tile = idle.poll();
          if (tile == null) {
            tile = new NewtonTile(system, options);
          }
          work.run(tile, t * LANES, Math.min(LANES, samples - t * LANES));
          idle.add(tile);
        });
  }

  /** K f + k of every unknown. */
  private void sourceCurrents(
      double[] features, int samples, int first, int count, double[] currents) {
    double[] lanes = new double[system.features * LANES];
    for (int f = 0; f < system.features; f++) {
      System.arraycopy(features, f * samples + first, lanes, f * LANES, count);
    }
    for (int x = 0; x < system.unknowns; x++) {
      LaneKernels.fill(system.constantDrive[x], currents, x * LANES);
      LaneKernels.accumulate(
          system.drive, x * system.features, system.features, lanes, 0, currents, x * LANES);
    }
  }

  private void inject(double[] amperes, int samples, int first, int count, double[] currents) {
    NodeReduction reduction = circuit.reduction();
    for (int o = 0; o < circuit.outputs().nodes().size(); o++) {
      int node = circuit.outputs().nodes().get(o);
      int x = system.unknownAt(node);
      if (x < 0) {
        continue;
      }
      double factor = circuit.zoneWeights().ofNode(node) * reduction.scale(node);
      for (int l = 0; l < count; l++) {
        currents[x * LANES + l] += factor * amperes[o * samples + first + l];
      }
    }
  }

  private void readUnknowns(OperatingPoints from, int first, int count, double[] x) {
    NodeReduction reduction = circuit.reduction();
    for (int u = 0; u < system.unknowns; u++) {
      int node = reduction.nodeOfUnknown(u);
      System.arraycopy(
          from.voltages(), node * from.samples() + first, x, system.unknownAt(node) * LANES, count);
    }
  }

  private void store(
      NewtonTile tile, double[] features, int first, int count, OperatingPoints result) {
    NodeReduction reduction = circuit.reduction();
    int samples = result.samples();
    double[] x = tile.x();
    double[] voltages = result.voltages();
    for (int node = 0; node < circuit.nodeCount(); node++) {
      int at = node * samples + first;
      double scale = reduction.scale(node);
      int index = reduction.index(node);
      switch (reduction.root(node)) {
        case UNKNOWN -> {
          int from = system.unknownAt(node) * LANES;
          for (int l = 0; l < count; l++) {
            voltages[at + l] = scale * x[from + l];
          }
        }
        case FEATURE -> {
          int from = index * samples + first;
          for (int l = 0; l < count; l++) {
            voltages[at + l] = scale * features[from + l];
          }
        }
        case PARAMETER -> {
          for (int l = 0; l < count; l++) {
            voltages[at + l] = scale * parameters[index];
          }
        }
        case GROUND -> {}
      }
    }
    for (int l = 0; l < count; l++) {
      result.report(first + l, tile.status(l), tile.residual(l), tile.iterations(l));
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
