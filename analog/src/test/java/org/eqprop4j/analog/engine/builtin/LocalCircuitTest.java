package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SparseMatrix;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Circuits of two locally connected layers, whose matrices are kept sparse, against the same
 * circuits with crossbars of mostly 0 siemens in the place of the layers, whose matrices are dense.
 */
class LocalCircuitTest {
  /** Sides of images for which the Schur complement is factored, and only applied. */
  private static final int SMALL = 9;

  private static final int LARGE = 22;

  private static final int WINDOW = 3;
  private static final int OUTPUTS = 3;
  private static final int SAMPLES = 3;

  /** A circuit, its parameters, and what goes in. */
  private static final class Local {
    private final SplittableRandom random = new SplittableRandom(4);
    private final List<double[]> values = new ArrayList<>();
    private final boolean dense;
    private final Circuit circuit;
    private final double[] parameters;
    private final double[] features;
    private final double[] currents;

    Local(int side, boolean dense) {
      this.dense = dense;
      CircuitBuilder b = new CircuitBuilder();
      Nodes x = b.nodes("x", side * side);
      b.inputs("x", x);
      Nodes first = b.nodes("amplified", units(side));
      b.amplifiers("amplifier", local(b, "first", x, side), first, 3);
      Nodes second = local(b, "second", first, side - WINDOW + 1);
      Nodes y = b.nodes("y", OUTPUTS);
      int count = b.crossbar("output", second, y, true).size();
      values.add(random.doubles(count, 1e-7, 1e-6).toArray());
      b.outputs("out", y, false);
      circuit = b.build();
      parameters = new double[circuit.parameterCount()];
      for (int p = 0; p < values.size(); p++) {
        double[] block = values.get(p);
        System.arraycopy(block, 0, parameters, circuit.parameters().get(p).offset(), block.length);
      }
      features = RandomCircuit.uniform(random, side * side * SAMPLES, 2);
      currents = RandomCircuit.uniform(random, OUTPUTS * SAMPLES, 1e-6);
    }

    private static int units(int side) {
      return (side - WINDOW + 1) * (side - WINDOW + 1);
    }

    private Nodes local(CircuitBuilder b, String name, Nodes image, int side) {
      Nodes nodes = b.nodes(name, units(side));
      List<Resistor> resistors = new ArrayList<>();
      double[] siemens = new double[dense ? image.size() * nodes.size() : 9 * nodes.size()];
      for (int u = 0; u < nodes.size(); u++) {
        int row = u / (side - WINDOW + 1);
        int column = u % (side - WINDOW + 1);
        for (int k = 0; k < WINDOW * WINDOW; k++) {
          int pixel = (row + k / WINDOW) * side + column + k % WINDOW;
          int place = dense ? pixel * nodes.size() + u : resistors.size();
          siemens[place] = random.nextDouble(1e-7, 1e-6);
          resistors.add(new Resistor(image.get(pixel), nodes.get(u), resistors.size()));
        }
      }
      if (dense) {
        b.crossbar(name, image, nodes, true);
      } else {
        int count = resistors.size();
        Parameter parameter = b.parameter(name, Parameter.Kind.CONDUCTANCE, count, 1, true);
        b.resistors(name, resistors, parameter);
      }
      values.add(siemens);
      b.diodes(name + "-down", nodes, Direction.DOWN, ShockleyDiode.of(1e-8), true);
      values.add(random.doubles(nodes.size(), -0.1, 0.2).toArray());
      b.diodes(name + "-up", nodes, Direction.UP, ShockleyDiode.of(1e-8), true);
      values.add(random.doubles(nodes.size(), -0.2, 0.1).toArray());
      return nodes;
    }

    /** Voltages of a free and a nudged phase, then the response to the currents if there is one. */
    double[][] solve(Engine engine, int threads, double tolerance) {
      OperatingPoints free = new OperatingPoints(circuit.nodeCount(), SAMPLES);
      OperatingPoints nudged = new OperatingPoints(circuit.nodeCount(), SAMPLES);
      double[] response = new double[free.voltages().length];
      try (CircuitSolver solver =
          engine.load(circuit, new SolverOptions(threads, tolerance, 200))) {
        solver.setParameters(parameters);
        solver.solve(features, null, Phase.free(free));
        solver.solve(features, free.requireConverged(), new Phase(currents, nudged));
        if (solver instanceof LinearResponse linear) {
          linear.linearResponse(free, currents, response);
        }
      }
      for (int s = 0; s < SAMPLES; s++) {
        assertThat(Kirchhoff.worstViolation(circuit, parameters, free, s, null)).isLessThan(1e-9);
        assertThat(
                Kirchhoff.worstViolation(
                    circuit, parameters, nudged.requireConverged(), s, currents))
            .isLessThan(1e-9);
      }
      return new double[][] {free.voltages(), nudged.voltages(), response};
    }
  }

  private static Engine builtin() {
    return Engines.named("builtin");
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void theSparseFormGivesTheVoltagesOfTheDenseOne(int side) {
    Local sparse = new Local(side, false);
    Local dense = new Local(side, true);
    ReducedSystem system = new ReducedSystem(sparse.circuit);
    assertThat(system.coupling).isInstanceOf(SparseMatrix.class);
    assertThat(system.drive).isInstanceOf(SparseMatrix.class);
    MatrixMethod method = side == SMALL ? MatrixMethod.DENSE : MatrixMethod.ITERATIVE;
    assertThat(system.matrixMethod).isEqualTo(method);
    assertThat(new ReducedSystem(dense.circuit).coupling).isInstanceOf(PanelMatrix.class);
    double[][] found = sparse.solve(builtin(), 1, 1e-13);
    double[][] expected = dense.solve(builtin(), 1, 1e-13);
    assertThat(Solves.distance(found[0], expected[0])).isLessThan(1e-12);
    assertThat(Solves.distance(found[1], expected[1])).isLessThan(1e-12);
    assertThat(Solves.distance(found[2], expected[2])).isLessThan(1e-11);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void theUsualToleranceHoldsForAnyNumberOfThreads(int side) {
    Local local = new Local(side, false);
    double[][] exact = local.solve(builtin(), 1, 1e-13);
    double[][] usual = local.solve(builtin(), 1, 1e-9);
    double[][] parallel = local.solve(builtin(), 2, 1e-9);
    for (int phase = 0; phase < 2; phase++) {
      assertThat(Solves.distance(usual[phase], exact[phase])).isLessThan(1e-9);
      assertThat(parallel[phase]).isEqualTo(usual[phase]);
    }
  }

  @Test
  void ngspiceFindsTheSameVoltages() {
    Local local = new Local(SMALL, false);
    double[][] expected = local.solve(Installed.requireEngine("ngspice"), 1, 1e-9);
    double[][] found = local.solve(builtin(), 1, 1e-13);
    assertThat(Solves.distance(found[0], expected[0])).isLessThan(1e-9);
    assertThat(Solves.distance(found[1], expected[1])).isLessThan(1e-9);
  }
}
