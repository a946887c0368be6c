package org.eqprop4j.analog.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.worker.FaultySimulator.Fault;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.Solves;
import org.eqprop4j.analog.testing.WorkerProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about workers that die, hang or refuse, whatever the simulator. */
class LostWorkersTest {
  private static final SolverOptions OPTIONS = new SolverOptions(1, 1e-9, 200);
  private static final WorkerOptions QUICK =
      new WorkerOptions(Duration.ofSeconds(2), Duration.ofSeconds(2), 1_000_000, 2);

  private static final Model MODEL = HeadModel.of(4, 6, 3, 1);
  private static final int SAMPLES = 5;
  private static final double[] X = RandomCircuit.uniform(new SplittableRandom(1), 4 * SAMPLES, 2);

  @TempDir Path directory;

  private static FaultySimulator always(Fault fault) {
    return new FaultySimulator(fault, ProcessHandle.current().pid(), null);
  }

  private FaultySimulator once(Fault fault) {
    return new FaultySimulator(
        fault, ProcessHandle.current().pid(), directory.resolve("done").toFile());
  }

  private static double[] solve(FaultySimulator simulator) {
    OperatingPoints points = new OperatingPoints(MODEL.circuit().nodeCount(), SAMPLES);
    try (CircuitSolver solver = simulator.isolated(QUICK).load(MODEL.circuit(), OPTIONS)) {
      solver.setParameters(MODEL.parameters());
      solver.solve(X, null, Phase.free(points));
    }
    return points.requireConverged().voltages();
  }

  /**
   * Not to the last bit: the faulty simulator is the built-in engine, and this process may have
   * vectors that a worker is started without.
   */
  private static void assertUndisturbed(double[] voltages) {
    assertThat(voltages)
        .containsExactly(
            Solves.free(MODEL.circuit(), MODEL.parameters(), X, SAMPLES, OPTIONS).voltages(),
            within(1e-9));
  }

  @Test
  void whatASimulatorPrintsDoesNotDisturbTheWire() {
    assertUndisturbed(solve(always(Fault.CHATTERS)));
  }

  @Test
  void aWorkerThatDiesOnceIsReplaced() {
    assertUndisturbed(solve(once(Fault.EXITS)));
    assertThat(directory.resolve("done")).exists();
  }

  @Test
  void aWorkerThatHangsIsReplaced() {
    assertUndisturbed(solve(once(Fault.HANGS)));
    assertThat(directory.resolve("done")).exists();
  }

  @Test
  void samplesThatKillEveryWorkerEndTheRunInTheLastOnesWords() {
    assertThatThrownBy(() -> solve(always(Fault.EXITS)))
        .isInstanceOf(WorkerException.class)
        .hasMessageStartingWith(
            "2 worker processes in a row were lost over the same 5 samples, the last: worker process")
        .hasMessageContaining("ended with exit code 3:")
        .hasMessageContaining("about to do what I do: EXITS")
        .hasMessageEndingWith("really");
    assertThat(WorkerProcesses.now()).isEmpty();
  }

  @Test
  void samplesThatHangEveryWorkerEndTheRunToo() {
    assertThatThrownBy(() -> solve(always(Fault.HANGS)))
        .isInstanceOf(WorkerException.class)
        .hasMessageContaining("finished no sample within 2000 ms")
        .hasMessageContaining("about to do what I do: HANGS");
    assertThat(WorkerProcesses.now()).isEmpty();
  }

  @Test
  void whatTheSimulatorThrowsIsThrownHereAndTheWorkerLivesOn() {
    OperatingPoints points = new OperatingPoints(MODEL.circuit().nodeCount(), SAMPLES);
    try (CircuitSolver solver =
        once(Fault.REFUSES).isolated(QUICK).load(MODEL.circuit(), OPTIONS)) {
      solver.setParameters(MODEL.parameters());
      assertThatThrownBy(() -> solver.solve(X, null, Phase.free(points)))
          .isInstanceOf(SolveException.class)
          .hasMessage("not these samples");
      var workers = WorkerProcesses.now();
      solver.solve(X, null, Phase.free(points));
      assertThat(WorkerProcesses.now()).isEqualTo(workers).hasSize(1);
    }
    assertUndisturbed(points.requireConverged().voltages());
    assertThat(WorkerProcesses.now()).isEmpty();
  }

  @Test
  void anInterruptCostsAWorkerButNoResult() {
    Thread.currentThread().interrupt();
    double[] found = solve(always(Fault.CHATTERS));
    assertThat(Thread.interrupted()).isTrue();
    assertUndisturbed(found);
  }

  @Test
  void theVersionIsTheWorkers() {
    assertThat(always(Fault.CHATTERS).isolated(QUICK).version()).isEqualTo("CHATTERS");
  }

  /** Holds something that cannot be sent. */
  private record Odd(ShockleyDiode diode, Object secret) implements DiodeModel {
    @Override
    public double current(double drop) {
      return diode.current(drop);
    }

    @Override
    public double conductance(double drop) {
      return diode.conductance(drop);
    }

    @Override
    public double coContent(double drop) {
      return diode.coContent(drop);
    }

    @Override
    public double drop(double current) {
      return diode.drop(current);
    }

    @Override
    public SpiceForm spice() {
      return diode.spice();
    }
  }

  @Test
  void aCircuitThatCannotBeSentIsRefusedWithTheClassToBlame() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    b.diodes("d", y, Direction.DOWN, new Odd(ShockleyDiode.of(1e-9), new Object()), true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    assertThatThrownBy(() -> always(Fault.CHATTERS).isolated(QUICK).load(circuit, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the circuit cannot be sent to a worker process: java.lang.Object is not serializable;"
                + " make it so, or solve without isolation");
  }

  @Test
  void impossibleOptionsAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new WorkerOptions(Duration.ofMillis(999), second, 1, 1))
        .hasMessage("silence must be at least one second, got PT0.999S");
    assertThatThrownBy(() -> new WorkerOptions(Duration.ofSeconds(2), second, 1, 1))
        .hasMessage("stall must be at least as long as silence, PT2S, got PT1S");
    assertThatThrownBy(() -> new WorkerOptions(second, second, 0, 1))
        .hasMessage("recycleAfter must be at least 1, got 0");
    assertThatThrownBy(() -> new WorkerOptions(second, second, 1, 0))
        .hasMessage("attempts must be at least 1, got 0");
  }
}
