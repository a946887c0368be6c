package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinate descent against Newton's method, Kirchhoff's law and scalar roots. */
class CoordinateDescentTest {
  private static final SolverOptions USUAL = new SolverOptions(1, 1e-9, 200);
  private static final int SAMPLES = 4;

  /**
   * With layers that are coupled within, two amplifiers one behind the other, and diodes of all.
   */
  private static RandomCircuit circuit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gains = random.doubles(random.nextInt(4), -5, 5).toArray();
    return RandomCircuit.of(
        random,
        Ranges.MILD,
        () ->
            new PiecewiseLinearDiode(
                random.nextDouble(0.3), Math.pow(10, random.nextDouble(-3, 5)), 1e7),
        Outputs.EVERY_ZONE,
        false,
        gains);
  }

  private static OperatingPoints[] solve(
      String engine, RandomCircuit net, SolverOptions options, double[] x, double[] currents) {
    Circuit circuit = net.circuit();
    int samples = x.length / circuit.featureCount();
    OperatingPoints free = new OperatingPoints(circuit.nodeCount(), samples);
    OperatingPoints nudged = new OperatingPoints(circuit.nodeCount(), samples);
    try (CircuitSolver solver = Engines.named(engine).load(circuit, options)) {
      solver.setParameters(net.parameters());
      solver.solve(x, null, Phase.free(free));
      solver.solve(x, free, new Phase(currents, nudged));
    }
    return new OperatingPoints[] {free, nudged};
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-9, 1e-11})
  void voltagesAreWithinTheToleranceOfThoseOfNewtonsMethodWhateverItIs(double tolerance) {
    for (int seed = 0; seed < 60; seed++) {
      RandomCircuit net = circuit(seed);
      SplittableRandom random = new SplittableRandom(seed);
      double[] x = RandomCircuit.uniform(random, net.circuit().featureCount() * SAMPLES, 2);
      int outputs = net.circuit().outputs().nodes().size();
      double[] currents = RandomCircuit.uniform(random, outputs * SAMPLES, 1e-6);
      OperatingPoints[] found =
          solve("coordinate-descent", net, USUAL.withVoltageTolerance(tolerance), x, currents);
      OperatingPoints[] exact = solve("newton", net, Solves.TIGHT, x, currents);
      for (int phase = 0; phase < 2; phase++) {
        assertThat(
                Solves.distance(
                    found[phase].requireConverged().voltages(),
                    exact[phase].requireConverged().voltages()))
            .as("seed %d phase %d", seed, phase)
            .isLessThan(tolerance);
        for (int s = 0; s < SAMPLES; s++) {
          assertThat(
                  Kirchhoff.worstViolation(
                      net.circuit(),
                      net.parameters(),
                      exact[phase],
                      s,
                      phase == 0 ? null : currents))
              .isLessThan(1e-9);
        }
      }
    }
  }

  @Test
  void aNodeWithSeveralDiodesSettlesWhereTheirCurrentsMeet() {
    List<PiecewiseLinearDiode> models =
        List.of(
            new PiecewiseLinearDiode(0.1, 1, 1e9),
            new PiecewiseLinearDiode(0, 2e5, 1e6),
            new PiecewiseLinearDiode(0.3, 1e4, 1e20));
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    double[] parameters = {1e-5, 0.2, -0.05, -0.3, 0.1, 0.15, 0};
    for (int m = 0; m < models.size(); m++) {
      b.diodes("down" + m, y, Direction.DOWN, models.get(m), true);
      b.diodes("up" + m, y, Direction.UP, models.get(m), true);
    }
    b.outputs("out", y, false);
    double[] sources = IntStream.rangeClosed(-40, 40).mapToDouble(i -> 0.05 * i).toArray();
    OperatingPoints points =
        solve(
            "coordinate-descent",
            new RandomCircuit(b.build(), parameters),
            USUAL,
            sources,
            new double[sources.length])[0];
    for (int s = 0; s < sources.length; s++) {
      double volts = root(models, parameters, sources[s]);
      assertThat(points.requireConverged().voltage(y.get(0), s)).isCloseTo(volts, within(1e-12));
    }
  }

  /** By bisection of the current that leaves the node. */
  private static double root(
      List<PiecewiseLinearDiode> models, double[] parameters, double source) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 100; i++) {
      double volts = 0.5 * (low + high);
      double leaving = parameters[0] * (volts - source);
      for (int m = 0; m < models.size(); m++) {
        leaving += models.get(m).current(volts - parameters[1 + 2 * m]);
        leaving -= models.get(m).current(parameters[2 + 2 * m] - volts);
      }
      low = leaving > 0 ? low : volts;
      high = leaving > 0 ? volts : high;
    }
    return low;
  }

  @Test
  void theSecondOfTwoOppositeNudgesStartsSolvedWhereNoDiodeTurns() {
    RandomCircuit net = ladder(1e-6, 1e-6);
    double[] nudge = {1e-9};
    double[] opposite = {-1e-9};
    OperatingPoints free = new OperatingPoints(net.circuit().nodeCount(), 1);
    OperatingPoints plus = new OperatingPoints(net.circuit().nodeCount(), 1);
    OperatingPoints minus = new OperatingPoints(net.circuit().nodeCount(), 1);
    try (CircuitSolver solver = new CoordinateDescentEngine().load(net.circuit(), Solves.TIGHT)) {
      solver.setParameters(net.parameters());
      solver.solve(new double[] {0.4}, null, Phase.free(free));
      solver.solve(new double[] {0.4}, free, new Phase(nudge, plus), new Phase(opposite, minus));
    }
    assertThat(plus.requireConverged().iterations(0)).isGreaterThan(10);
    assertThat(minus.requireConverged().iterations(0)).isLessThan(4);
  }

  /** Three nodes in a row between an input and ground, each with a diode. */
  private static RandomCircuit ladder(double ends, double between) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes n = b.nodes("n", 3);
    b.crossbar("first", x, Nodes.of(n.get(0)), true);
    b.crossbar("second", Nodes.of(n.get(0)), Nodes.of(n.get(1)), true);
    b.crossbar("third", Nodes.of(n.get(1)), Nodes.of(n.get(2)), true);
    b.crossbar("ground", Nodes.of(n.get(2)), Nodes.of(Circuit.GROUND), true);
    b.diodes("down", n, Direction.DOWN, new PiecewiseLinearDiode(0.5, 1, 1e9), false);
    b.outputs("out", Nodes.of(n.get(2)), false);
    Circuit circuit = b.build();
    return new RandomCircuit(circuit, new double[] {ends, between, between, ends, 0, 0, 0});
  }

  @Test
  void theBuiltInEngineTakesWhatIsForetoldToBeCheaper() {
    double[] x = {0.4};
    double[] none = {0};
    RandomCircuit loose = ladder(1e-6, 1e-9);
    OperatingPoints picked = solve("builtin", loose, USUAL, x, none)[0];
    OperatingPoints descent = solve("coordinate-descent", loose, USUAL, x, none)[0];
    assertThat(picked.iterations(0)).isEqualTo(descent.iterations(0)).isGreaterThan(1);
    assertThat(picked.voltages()).isEqualTo(descent.voltages());
    RandomCircuit tight = ladder(1e-8, 1e-6);
    assertThat(solve("coordinate-descent", tight, USUAL, x, none)[0].iterations(0))
        .isGreaterThan(100);
    assertThat(solve("builtin", tight, USUAL, x, none)[0].iterations(0)).isLessThan(5);
  }

  @Test
  void newtonsMethodFinishesWhatDescentCannotProve() {
    RandomCircuit net = ladder(1e-8, 1e-6);
    ReducedSystem system = new ReducedSystem(net.circuit());
    system.setParameters(net.parameters(), new Workers(1));
    NodeResponses responses = new NodeResponses(system);
    responses.set();
    CoordinateDescent alone =
        new CoordinateDescent(system, responses, new SolverOptions(1, 1e-9, 1));
    LaneSolver finished =
        new FinishedDescent(system, alone, () -> new NewtonTile(system, Solves.TIGHT));
    double volts = 0.4;
    double[] input = new double[LANES];
    Arrays.fill(input, volts);
    system.sourceCurrents(input, finished.rightSide());
    finished.startCold();
    finished.solve(LANES);
    assertThat(alone.status(0)).isEqualTo(Status.ITERATION_LIMIT);
    assertThat(finished.status(0)).isEqualTo(Status.CONVERGED);
    assertThat(finished.iterations(0)).isGreaterThan(alone.iterations(0));
    OperatingPoints exact =
        solve("newton", net, Solves.TIGHT, new double[] {volts}, new double[1])[0];
    for (int node = 2; node < 5; node++) {
      assertThat(finished.x()[system.unknownAt(node) * LANES])
          .isCloseTo(exact.voltage(node, 0), within(1e-12));
    }
  }

  @Test
  void aSampleThatNeedsFewSweepsIsNotMovedByItsNeighbours() {
    RandomCircuit net = circuit(3);
    double[] x =
        RandomCircuit.uniform(new SplittableRandom(1), net.circuit().featureCount() * 50, 2);
    double[] none = new double[net.circuit().outputs().nodes().size() * 50];
    double[] together = solve("coordinate-descent", net, USUAL, x, none)[0].voltages();
    for (int s = 0; s < 50; s++) {
      OperatingPoints alone =
          solve(
              "coordinate-descent",
              net,
              USUAL,
              Solves.select(x, 50, s),
              Solves.select(none, 50, s))[0];
      assertThat(alone.voltages()).isEqualTo(Solves.select(together, 50, s));
    }
  }

  @Test
  void devicesOfAnotherKindAreRefusedByTheNameOfTheirLayer() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    b.diodes("rectifier", y, Direction.DOWN, ShockleyDiode.of(1e-8), true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    assertThatThrownBy(() -> new CoordinateDescentEngine().load(circuit, USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "layer 'rectifier': coordinate descent needs piecewise linear diodes, got Shockley")
        .hasMessageEndingWith("; expected engine 'builtin'");
  }
}
