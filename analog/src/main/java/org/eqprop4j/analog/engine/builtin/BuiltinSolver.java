package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ParameterBlocks;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.LinearResponse;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.SolveArguments;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.SolvingCosts;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.Kernels;

/** Cuts a batch into tiles of {@link Kernels#LANES} samples and solves them on all threads. */
final class BuiltinSolver implements CircuitSolver, LinearResponse, SolvingCosts.Counted {
  private final Circuit circuit;
  private final SolverOptions options;
  private final ReducedSystem system;

  /** The nodes' responses, null unless coordinate descent may be used. */
  private final NodeResponses responses;

  private final List<Parameter> sourceVoltages;
  private final Method method;
  private final Workers workers;

  /** Workspaces that no thread works in; guarded by itself. */
  private final List<Workspace> idle = new ArrayList<>();

  /** Only what {@link #sourceVoltages} names; null before any are set. */
  private double[] parameters;

  private boolean descends;

  /** The check of new parameters. */
  private final Section checking = new Section();

  private double[] checked;

  /**
   * A solver.
   *
   * @throws IllegalArgumentException if the method cannot be used with a device of the circuit;
   *     names its layer
   */
  BuiltinSolver(Circuit circuit, SolverOptions options, Method method) {
    if (method == Method.COORDINATE_DESCENT) {
      NodeResponses.requireKnown(circuit);
    }
    this.circuit = circuit;
    this.options = options;
    this.method = method;
    this.system = new ReducedSystem(circuit);
    boolean possible = method != Method.NEWTON && NodeResponses.areKnown(circuit);
    this.responses = possible ? new NodeResponses(system) : null;
    this.sourceVoltages =
        circuit.elements(Element.BiasVoltages.class).stream()
            .map(Element.BiasVoltages::voltage)
            .toList();
    this.workers = new Workers(options.threads());
    for (List<int[]> pieces : ParameterBlocks.of(circuit)) {
      checking.add(pieces, (from, to) -> circuit.requireValid(checked, from, to));
    }
  }

  @Override
  public Circuit circuit() {
    return circuit;
  }

  @Override
  public void setParameters(double[] values) {
    circuit.requireParameterCount(values);
    checked = values;
    checking.run(workers);
    if (parameters == null) {
      parameters = new double[values.length];
    }
    for (Parameter volts : sourceVoltages) {
      System.arraycopy(values, volts.offset(), parameters, volts.offset(), volts.size());
    }
    system.setParameters(values, workers);
    if (responses != null) {
      descends =
          method == Method.COORDINATE_DESCENT
              || new MethodCosts(system).favourDescent(options.voltageTolerance());
      responses.set();
    }
  }

  @Override
  public void solve(double[] features, OperatingPoints start, Phase... phases) {
    solve(features, start, (first, end) -> {}, phases);
  }

  @Override
  public void solve(
      double[] features, OperatingPoints start, Workers.RangeWork then, Phase... phases) {
    int samples = SolveArguments.require(circuit, parameters, features, start, phases);
    forEachTile(
        samples,
        (work, first, count) -> {
          sourceCurrents(features, samples, first, count, work);
          LaneSolver tile = descends ? work.descent() : work.newton();
          for (int p = 0; p < phases.length; p++) {
            drive(tile, work, phases[p], first, count);
            if (start == null) {
              tile.startCold();
            } else if (p == 0) {
              readUnknowns(start, first, 0, count, tile.x());
              tile.startWarm(work.change);
            } else {
              startFromLast(tile, work, start, phases[p - 1], first, count);
            }
            solve(tile, work, phases[p], first, count);
          }
          then.run(first, first + count);
        });
  }

  @Override
  public void solveFreeAndNudged(
      double[] features,
      OperatingPoints free,
      Workers.RangeWork between,
      Workers.RangeWork then,
      Phase... nudged) {
    Phase freePhase = Phase.free(free);
    SolveArguments.require(circuit, parameters, features, null, freePhase);
    int samples = SolveArguments.require(circuit, parameters, features, free, nudged);
    forEachTile(
        samples,
        (work, first, count) -> {
          sourceCurrents(features, samples, first, count, work);
          LaneSolver tile = descends ? work.descent() : work.newton();
          drive(tile, work, freePhase, first, count);
          tile.startCold();
          solve(tile, work, freePhase, first, count);
          between.run(first, first + count);
          if (!free.converged(first, first + count)) {
            return;
          }
          Phase last = freePhase;
          for (Phase phase : nudged) {
            drive(tile, work, phase, first, count);
            startFromLast(tile, work, free, last, first, count);
            solve(tile, work, phase, first, count);
            last = phase;
          }
          then.run(first, first + count);
        });
  }

  /** Sets what drives a phase. */
  private void drive(LaneSolver tile, Workspace work, Phase phase, int first, int count) {
    int samples = phase.result().samples();
    System.arraycopy(work.sources, 0, tile.rightSide(), 0, work.sources.length);
    inject(phase.currents(), samples, first, count, 1, tile.rightSide());
    Arrays.fill(work.change, 0);
    inject(phase.currents(), samples, first, count, 1, work.change);
  }

  /**
   * Starts a phase from the one that the tile has solved last, moved by the difference of their
   * currents: for two opposite nudges that is off by the third order of the nudge only.
   *
   * @param start for samples whose last phase did not converge
   */
  private void startFromLast(
      LaneSolver tile, Workspace work, OperatingPoints start, Phase last, int first, int count) {
    inject(last.currents(), last.result().samples(), first, count, -1, work.change);
    tile.startFromLast(work.change);
    for (int l = 0; l < count; l++) {
      if (last.result().status(first + l) != Status.CONVERGED) {
        readUnknowns(start, first, l, l + 1, tile.x());
        tile.startWarm(l);
      }
    }
  }

  private void solve(LaneSolver tile, Workspace work, Phase phase, int first, int count) {
    tile.solve(count);
    store(tile, work, first, count, phase.result());
  }

  @Override
  public void linearResponse(OperatingPoints at, double[] currents, double[] response) {
    int samples = at.samples();
    SolveArguments.requireLength(
        currents, circuit.outputs().nodes().size(), samples, "injected currents");
    SolveArguments.requireLength(response, circuit.nodeCount(), samples, "responses");
    forEachTile(
        samples,
        (work, first, count) -> {
          double[] solution = work.sources;
          Arrays.fill(work.change, 0);
          inject(currents, samples, first, count, 1, work.change);
          readUnknowns(at, first, 0, count, work.newton().x());
          work.newton().respond(work.change, solution);
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

  /** Tiles and what else a thread needs while it works on one. */
  private final class Workspace {
    /** The thread that works in it, or did last. */
    Thread user;

    private NewtonTile newton;
    private LaneSolver descent;
    final double[] sources;
    final double[] change;
    final double[] features;
    private final double[] oneRow = new double[LANES];

    Workspace() {
      sources = new double[system.unknowns * LANES];
      change = new double[system.unknowns * LANES];
      features = new double[system.features * LANES];
    }

    NewtonTile newton() {
      if (newton == null) {
        newton = new NewtonTile(system, options);
      }
      return newton;
    }

    long matrixIterations() {
      return newton == null ? 0 : newton.matrixIterations();
    }

    LaneSolver descent() {
      if (descent == null) {
        CoordinateDescent alone = new CoordinateDescent(system, responses, options);
        boolean finish = method == Method.CHEAPER;
        descent = finish ? new FinishedDescent(system, alone, this::newton) : alone;
      }
      return descent;
    }

    /** Writes {@code scale x + shift} of a row's first lanes, in a full tile as in another. */
    void write(double scale, double shift, double[] x, int row, int count, double[] out, int at) {
      if (count == LANES) {
        Kernels.active().affine(scale, -shift, x, row * LANES, out, at);
      } else {
        Kernels.active().affine(scale, -shift, x, row * LANES, oneRow, 0);
        System.arraycopy(oneRow, 0, out, at, count);
      }
    }
  }

  private interface TileWork {
    void run(Workspace work, int firstSample, int count);
  }

  private void forEachTile(int samples, TileWork work) {
    if (parameters == null) {
      throw new IllegalStateException("parameters must be set before solving");
    }
    workers.run(
        (samples + LANES - 1) / LANES,
        t -> {
          Workspace workspace = takeWorkspace();
          work.run(workspace, t * LANES, Math.min(LANES, samples - t * LANES));
          synchronized (idle) {
            idle.add(workspace);
          }
        });
  }

  /** The one that this thread had last, since it stands in its processor's cache, or another. */
  private Workspace takeWorkspace() {
    Thread thread = Thread.currentThread();
    synchronized (idle) {
      int i = idle.size() - 1;
      while (i > 0 && idle.get(i).user != thread) {
        i--;
      }
      Workspace taken = i < 0 ? new Workspace() : idle.remove(i);
      taken.user = thread;
      return taken;
    }
  }

  /** K f + k of every unknown. */
  private void sourceCurrents(
      double[] features, int samples, int first, int count, Workspace work) {
    for (int f = 0; f < system.features; f++) {
      System.arraycopy(features, f * samples + first, work.features, f * LANES, count);
    }
    system.sourceCurrents(work.features, work.sources);
  }

  /** Adds sign times the injected currents, weighted, to a right-hand side; null adds nothing. */
  private void inject(
      double[] amperes, int samples, int first, int count, int sign, double[] currents) {
    NodeReduction reduction = circuit.reduction();
    for (int o = 0; amperes != null && o < circuit.outputs().nodes().size(); o++) {
      int node = circuit.outputs().nodes().get(o);
      int x = system.unknownAt(node);
      if (x < 0) {
        continue;
      }
      double factor = sign * circuit.zoneWeights().ofNode(node) * reduction.scale(node);
      for (int l = 0; l < count; l++) {
        currents[x * LANES + l] += factor * amperes[o * samples + first + l];
      }
    }
  }

  /** Reads the lanes from {@code from} (inclusive) to {@code to} (exclusive). */
  private void readUnknowns(OperatingPoints start, int first, int from, int to, double[] x) {
    NodeReduction reduction = circuit.reduction();
    for (int u = 0; u < system.unknowns; u++) {
      int node = reduction.nodeOfUnknown(u);
      System.arraycopy(
          start.voltages(),
          node * start.samples() + first + from,
          x,
          system.unknownAt(node) * LANES + from,
          to - from);
    }
  }

  private void store(
      LaneSolver tile, Workspace work, int first, int count, OperatingPoints result) {
    NodeReduction reduction = circuit.reduction();
    double[] voltages = result.voltages();
    for (int node = 0; node < circuit.nodeCount(); node++) {
      int at = node * result.samples() + first;
      double scale = reduction.scale(node);
      double shift = reduction.shift(node);
      int index = reduction.index(node);
      switch (reduction.root(node)) {
        case UNKNOWN ->
            work.write(scale, shift, tile.x(), system.unknownAt(node), count, voltages, at);
        case FEATURE -> work.write(scale, shift, work.features, index, count, voltages, at);
        case PARAMETER -> Arrays.fill(voltages, at, at + count, scale * parameters[index] + shift);
        case GROUND -> Arrays.fill(voltages, at, at + count, shift);
      }
    }
    for (int l = 0; l < count; l++) {
      result.report(first + l, tile.status(l), tile.residual(l), tile.iterations(l));
    }
  }

  @Override
  public int partSize() {
    return LANES;
  }

  @Override
  public long matrixIterations() {
    synchronized (idle) {
      return idle.stream().mapToLong(Workspace::matrixIterations).sum();
    }
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public void close() {
    workers.close();
  }
}
