package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is special about ngspice's solver. */
class NgspiceSolverTest {
  private static final SolverOptions OPTIONS = new SolverOptions(2, 1e-9, 200);

  @BeforeEach
  void requireNgspice() {
    Installed.requireEngine("ngspice");
  }

  private static OperatingPoints free(Engine engine, Model model, double[] x, int samples) {
    OperatingPoints points = new OperatingPoints(model.circuit().nodeCount(), samples);
    try (CircuitSolver solver = engine.load(model.circuit(), OPTIONS)) {
      solver.setParameters(model.parameters());
      solver.solve(x, null, Phase.free(points));
    }
    return points.requireConverged();
  }

  @Test
  void anyNumberOfInstancesInAnyFormFindsTheSameVoltages() {
    Model model = HeadModel.of(4, 10, 3, 1);
    int samples = 20;
    double[] x = RandomCircuit.uniform(new SplittableRandom(2), 4 * samples, 2);
    double[] expected =
        Solves.free(model.circuit(), model.parameters(), x, samples, OPTIONS).voltages();
    for (int instances = 1; instances <= 5; instances += 2) {
      for (boolean folded : new boolean[] {true, false}) {
        NgspiceOptions options = NgspiceOptions.DEFAULT.withInstances(instances).withFolded(folded);
        assertThat(
                Solves.distance(
                    free(new NgspiceEngine(options), model, x, samples).voltages(), expected))
            .isLessThan(1e-9);
      }
    }
  }

  /** More points than are kept of one sweep: vectors move to other addresses. */
  @Test
  void thousandsOfPointsAreAsGoodAsTheFirst() {
    Model model = HeadModel.of(2, 3, 2, 1);
    int samples = 5000;
    double[] x = RandomCircuit.uniform(new SplittableRandom(2), 2 * samples, 2);
    NgspiceEngine engine = new NgspiceEngine(NgspiceOptions.DEFAULT.withInstances(1));
    double[] expected =
        Solves.free(model.circuit(), model.parameters(), x, samples, OPTIONS).voltages();
    assertThat(Solves.distance(free(engine, model, x, samples).voltages(), expected))
        .isLessThan(1e-9);
  }

  /** ngspice says nothing about a node that floats, and gives any voltage. */
  @Test
  void aNodeThatFloatsIsReportedWhenCurrentGoesIntoIt() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 2);
    b.crossbar("w", x, y, true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    for (boolean folded : new boolean[] {true, false}) {
      OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 2);
      Engine engine = new NgspiceEngine(NgspiceOptions.DEFAULT.withFolded(folded));
      try (CircuitSolver solver = engine.load(circuit, OPTIONS)) {
        solver.setParameters(new double[] {1e-6, 0});
        double[] currents = {0, 0, 0, 1e-6};
        solver.solve(new double[] {1, 1}, null, new Phase(currents, points));
      }
      assertThat(points.status(0)).isEqualTo(Status.CONVERGED);
      assertThat(points.status(1)).isNotEqualTo(Status.CONVERGED);
      assertThat(points.voltage(y.get(1), 1)).isNaN();
    }
  }

  @Test
  void aClosedSolverIsNotUsed() {
    Model model = HeadModel.of(1, 1, 1, 1);
    CircuitSolver solver = new NgspiceEngine().load(model.circuit(), OPTIONS);
    solver.setParameters(model.parameters());
    solver.close();
    OperatingPoints points = new OperatingPoints(model.circuit().nodeCount(), 1);
    assertThatThrownBy(() -> solver.solve(new double[1], null, Phase.free(points)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the solver is closed");
  }

  @Test
  void solversWorkSideBySideInThreads() throws Exception {
    Model model = HeadModel.of(4, 10, 3, 1);
    int samples = 50;
    double[] x = RandomCircuit.uniform(new SplittableRandom(2), 4 * samples, 2);
    double[][] found = new double[3][];
    Thread[] threads = new Thread[found.length];
    for (int t = 0; t < threads.length; t++) {
      int index = t;
      threads[t] =
          new Thread(() -> found[index] = free(new NgspiceEngine(), model, x, samples).voltages());
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Arrays.equals(found[0], found[1])).isTrue();
    assertThat(Arrays.equals(found[0], found[2])).isTrue();
  }
}
