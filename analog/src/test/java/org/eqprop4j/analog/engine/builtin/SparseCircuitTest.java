package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Element.Resistor;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.LinearResponse;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.testing.Graphs;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Circuits that an elimination in their own order solves, against the other ways. */
class SparseCircuitTest {
  static final int SAMPLES = 35;

  /** Nodes with two diodes and resistors as a graph has couplings, some of them to inputs. */
  static final class Net {
    private final SplittableRandom random = new SplittableRandom(6);
    final Circuit circuit;
    final double[] parameters;
    final double[] features;
    final double[] currents;

    Net(BitSet[] graph, int inputs) {
      CircuitBuilder b = new CircuitBuilder();
      Nodes x = b.nodes("x", inputs);
      b.inputs("x", x);
      Nodes nodes = b.nodes("nodes", graph.length);
      List<Resistor> resistors = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        int node = nodes.get(i * graph.length / inputs);
        resistors.add(new Resistor(x.get(i), node, resistors.size()));
      }
      for (int i = 0; i < graph.length; i++) {
        for (int j = graph[i].nextSetBit(i); j >= 0; j = graph[i].nextSetBit(j + 1)) {
          resistors.add(new Resistor(nodes.get(i), nodes.get(j), resistors.size()));
        }
      }
      int count = resistors.size();
      Parameter siemens = b.parameter("g", Parameter.Kind.CONDUCTANCE, count, 1, true);
      b.resistors("resistors", resistors, siemens);
      b.diodes("down", nodes, Direction.DOWN, ShockleyDiode.of(1e-8), true);
      b.diodes("up", nodes, Direction.UP, ShockleyDiode.of(1e-8), true);
      b.outputs("out", Nodes.of(nodes.get(graph.length - 1)), false);
      circuit = b.build();
      parameters = new double[circuit.parameterCount()];
      for (Parameter p : circuit.parameters()) {
        boolean conducts = p.kind() == Parameter.Kind.CONDUCTANCE;
        for (int i = p.offset(); i < p.end(); i++) {
          parameters[i] = conducts ? random.nextDouble(1e-7, 1e-6) : random.nextDouble(-0.1, 0.1);
        }
      }
      features = RandomCircuit.uniform(random, inputs * SAMPLES, 1);
      currents = RandomCircuit.uniform(random, SAMPLES, 1e-6);
    }

    /** Voltages of the unknowns, one way, from the same currents at the nodes. */
    double[] solve(MatrixMethod method) {
      ReducedSystem system = new ReducedSystem(circuit, method);
      system.setParameters(parameters, new Workers(1));
      NewtonTile tile = new NewtonTile(system, Solves.TIGHT);
      double[] drive = RandomCircuit.uniform(new SplittableRandom(2), tile.x().length, 1e-6);
      System.arraycopy(drive, 0, tile.rightSide(), 0, drive.length);
      tile.startCold();
      tile.solve(LANES);
      for (int l = 0; l < LANES; l++) {
        assertThat(tile.status(l)).isEqualTo(Status.CONVERGED);
      }
      return tile.x().clone();
    }

    /** Voltages of a free and a nudged phase, then the response to the currents if there is one. */
    double[][] solve(Engine engine, SolverOptions options) {
      OperatingPoints free = new OperatingPoints(circuit.nodeCount(), SAMPLES);
      OperatingPoints nudged = new OperatingPoints(circuit.nodeCount(), SAMPLES);
      double[] response = new double[free.voltages().length];
      try (CircuitSolver solver = engine.load(circuit, options)) {
        solver.setParameters(parameters);
        solver.solve(features, null, Phase.free(free));
        solver.solve(features, free.requireConverged(), new Phase(currents, nudged));
        if (solver instanceof LinearResponse linear) {
          linear.linearResponse(free, currents, response);
        }
      }
      nudged.requireConverged();
      return new double[][] {free.voltages(), nudged.voltages(), response};
    }
  }

  static Net chain() {
    return new Net(Graphs.band(120, 1), 12);
  }

  static Stream<Named<Net>> sparseNets() {
    SplittableRandom random = new SplittableRandom(5);
    return Stream.of(
        Named.of("chain", chain()),
        Named.of("band", new Net(Graphs.band(90, 2), 9)),
        Named.of("tree", new Net(Graphs.randomTree(150, random), 30)),
        Named.of("strip", new Net(Graphs.strip(40, 4), 40)),
        Named.of("wide strip", new Net(Graphs.strip(60, 8), 60)));
  }

  static Stream<Named<Net>> nets() {
    SplittableRandom random = new SplittableRandom(7);
    return Stream.concat(
        sparseNets(),
        Stream.of(
            Named.of("square", new Net(Graphs.strip(12, 12), 36)),
            Named.of("deep", new Net(Graphs.layers(10, 10, 10, 10, 10), 10)),
            Named.of("random", new Net(Graphs.random(100, 80, random), 20))));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void allWaysToSolveWithTheMatrixGiveTheSameVoltages(Net net) {
    double[] dense = net.solve(MatrixMethod.DENSE);
    assertThat(Solves.distance(net.solve(MatrixMethod.SPARSE), dense)).isLessThan(1e-12);
    assertThat(Solves.distance(net.solve(MatrixMethod.ITERATIVE), dense)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("sparseNets")
  void sparseCircuitsAreEliminatedInTheirOwnOrder(Net net) {
    assertThat(new ReducedSystem(net.circuit).matrixMethod).isEqualTo(MatrixMethod.SPARSE);
  }

  @Test
  void denselyCoupledCircuitsAreNot() {
    assertThat(method(Graphs.layers(10, 6))).isEqualTo(MatrixMethod.DENSE);
    assertThat(method(Graphs.layers(100, 20))).isEqualTo(MatrixMethod.DENSE);
    assertThat(method(Graphs.layers(100, 100, 20))).isEqualTo(MatrixMethod.ITERATIVE);
    assertThat(method(Graphs.strip(20, 20))).isEqualTo(MatrixMethod.ITERATIVE);
  }

  private static MatrixMethod method(BitSet[] graph) {
    return new ReducedSystem(new Net(graph, 5).circuit).matrixMethod;
  }

  @ParameterizedTest
  @MethodSource("sparseNets")
  void everyPhaseObeysKirchhoffAndDerivativesAreThoseOfTheVoltages(Net net) {
    Engine engine = Engines.named("builtin");
    double[][] found = net.solve(engine, Solves.TIGHT);
    OperatingPoints free = points(net, found[0]);
    OperatingPoints nudged = points(net, found[1]);
    for (int s = 0; s < SAMPLES; s++) {
      assertThat(Kirchhoff.worstViolation(net.circuit, net.parameters, free, s, null))
          .isLessThan(Solves.TIGHT.voltageTolerance());
      assertThat(Kirchhoff.worstViolation(net.circuit, net.parameters, nudged, s, net.currents))
          .isLessThan(Solves.TIGHT.voltageTolerance());
    }
    double step = 1e-7;
    for (int i = 0; i < net.currents.length; i++) {
      net.currents[i] *= step;
    }
    double[][] moved = net.solve(engine, Solves.TIGHT);
    for (int i = 0; i < found[2].length; i++) {
      double difference = (moved[1][i] - found[0][i]) / step;
      assertThat(difference - found[2][i]).isBetween(-1e-5, 1e-5);
    }
  }

  private static OperatingPoints points(Net net, double[] voltages) {
    OperatingPoints points = new OperatingPoints(net.circuit.nodeCount(), SAMPLES);
    System.arraycopy(voltages, 0, points.voltages(), 0, voltages.length);
    return points;
  }

  @ParameterizedTest
  @MethodSource("sparseNets")
  void theUsualToleranceHoldsForAnyNumberOfThreads(Net net) {
    Engine engine = Engines.named("builtin");
    double[][] exact = net.solve(engine, Solves.TIGHT);
    double[][] usual = net.solve(engine, new SolverOptions(1, 1e-9, 200));
    double[][] parallel = net.solve(engine, new SolverOptions(2, 1e-9, 200));
    for (int phase = 0; phase < 2; phase++) {
      assertThat(Solves.distance(usual[phase], exact[phase])).isLessThan(1e-9);
      assertThat(parallel[phase]).isEqualTo(usual[phase]);
    }
  }

  @Test
  void ngspiceFindsTheSameVoltages() {
    Net net = chain();
    double[][] expected =
        net.solve(Installed.requireEngine("ngspice"), new SolverOptions(1, 1e-9, 200));
    double[][] found = net.solve(Engines.named("builtin"), Solves.TIGHT);
    assertThat(Solves.distance(found[0], expected[0])).isLessThan(1e-9);
    assertThat(Solves.distance(found[1], expected[1])).isLessThan(1e-9);
  }
}
