package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.LinearResponse;
import org.eqprop4j.analog.engine.OperatingPoints;
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

/** Two ways to solve with the Newton matrix, and circuits too wide for one of them. */
class NewtonMatrixTest {
  private final SplittableRandom random = new SplittableRandom(8);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void factorsAndConjugateGradientsFindTheSameSolution(int seed) {
    RandomCircuit net =
        RandomCircuit.of(
            new SplittableRandom(seed), Ranges.MILD, Outputs.EVERY_ZONE, false, 3, -0.5);
    ReducedSystem system = new ReducedSystem(net.circuit());
    system.setParameters(net.parameters(), new Workers(1));
    double[] diagonal = new double[system.unknowns * LANES];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = system.diagonal[i / LANES] * (1 + random.nextDouble());
    }
    double[] rightSide = RandomCircuit.uniform(random, diagonal.length, 1e-6);
    double[] direct = new double[diagonal.length];
    double[] iterated = new double[diagonal.length];
    NewtonMatrix factorization = new Factorization(system);
    factorization.factor(diagonal);
    factorization.solve(rightSide, direct, 0);
    NewtonMatrix gradients = new ConjugateGradients(system);
    gradients.factor(diagonal);
    gradients.solve(rightSide, iterated, 1e-13);
    assertThat(Solves.distance(direct, iterated)).isLessThan(1e-11);
  }

  @Test
  void singlePrecisionGivesDirectionsToTheErrorThatStepsAllow() {
    ReducedSystem system = loaded(twoWideLayers(150, 150));
    assertThat(system.single.suffices(NewtonTile.STEP_ERROR)).isTrue();
    assertThat(system.single.suffices(1e-12)).isFalse();
    double[] diagonal = new double[system.unknowns * LANES];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = system.diagonal[i / LANES] * (1 + random.nextDouble());
    }
    double[] rightSide = RandomCircuit.uniform(random, diagonal.length, 1e-6);
    double[] exact = new double[diagonal.length];
    double[] rough = new double[diagonal.length];
    NewtonMatrix gradients = new ConjugateGradients(system);
    gradients.factor(diagonal);
    gradients.solve(rightSide, exact, 1e-13);
    gradients.solve(rightSide, rough, NewtonTile.STEP_ERROR);
    double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
    assertThat(Solves.distance(rough, exact))
        .isBetween(1e-9 * largest, 2 * NewtonTile.STEP_ERROR * largest);
  }

  @Test
  void singlePrecisionIsNotUsedBetweenLayersThatHangOnEachOtherMoreThanOnInputs() {
    ReducedSystem system = loaded(twoWideLayers(4, 150));
    assertThat(system.single.suffices(NewtonTile.STEP_ERROR)).isFalse();
  }

  /** Without inverting amplifiers the matrix of the bound is H itself. */
  @ParameterizedTest
  @ValueSource(ints = {4, 40, 150})
  void theErrorBoundIsWhatTheInverseMakesOfTheGradientsItAllows(int inputs) {
    ReducedSystem system = loaded(twoWideLayers(inputs, 150));
    double[] diagonal = new double[system.unknowns * LANES];
    double[] allowed = new double[diagonal.length];
    double[] errors = new double[diagonal.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = system.diagonal[i / LANES];
      allowed[i] = 1 / system.errorBound[i / LANES];
    }
    NewtonMatrix gradients = new ConjugateGradients(system);
    gradients.factor(diagonal);
    gradients.solve(allowed, errors, 1e-13);
    double largest = 0;
    for (int i = 0; i < errors.length; i++) {
      largest = Math.max(largest, Math.abs(errors[i]) * system.reach[i / LANES]);
    }
    assertThat(largest).isBetween(1 - 1e-9, 1 + 1e-9);
  }

  /** With one unknown left, conjugate gradients need one iteration, and none for 0. */
  @Test
  void iterationsAreCountedLaneByLane() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 3);
    b.inputs("x", x);
    Nodes hidden = layer(b, "hidden", x, 5);
    Nodes y = b.nodes("y", 1);
    b.crossbar("output", hidden, y, true);
    b.outputs("out", y, false);
    ReducedSystem system = loaded(b.build());
    assertThat(system.others).isOne();
    double[] diagonal = new double[system.unknowns * LANES];
    double[] rightSide = new double[diagonal.length];
    for (int u = 0; u < system.unknowns; u++) {
      Arrays.fill(diagonal, u * LANES, (u + 1) * LANES, system.diagonal[u]);
      Arrays.fill(rightSide, u * LANES, u * LANES + 7, 1e-6);
    }
    NewtonMatrix gradients = new ConjugateGradients(system);
    gradients.factor(diagonal);
    gradients.solve(rightSide, new double[diagonal.length], 1e-6);
    assertThat(gradients.iterations()).isEqualTo(7);
    gradients.solve(rightSide, new double[diagonal.length], 1e-6);
    assertThat(gradients.iterations()).isEqualTo(14);
  }

  private ReducedSystem loaded(Circuit circuit) {
    ReducedSystem system = new ReducedSystem(circuit);
    system.setParameters(parameters(circuit), new Workers(1));
    return system;
  }

  @Test
  void twoWideLayersAreSolvedToTheToleranceInEveryPhase() {
    Circuit circuit = twoWideLayers(4, 150);
    assertThat(new ReducedSystem(circuit).matrixMethod).isEqualTo(MatrixMethod.ITERATIVE);
    double[] parameters = parameters(circuit);
    int samples = 5;
    double[] features = RandomCircuit.uniform(random, 4 * samples, 2);
    double[] currents = RandomCircuit.uniform(random, 6 * samples, 1e-5);
    OperatingPoints free = new OperatingPoints(circuit.nodeCount(), samples);
    OperatingPoints nudged = new OperatingPoints(circuit.nodeCount(), samples);
    OperatingPoints moved = new OperatingPoints(circuit.nodeCount(), samples);
    double[] response = new double[free.voltages().length];
    double step = 1e-5;
    double[] little = currents.clone();
    for (int i = 0; i < little.length; i++) {
      little[i] *= step;
    }
    SolverOptions options = new SolverOptions(1, 1e-12, 200);
    try (CircuitSolver solver = Solves.load(circuit, parameters, options)) {
      solver.solve(features, null, Phase.free(free));
      solver.solve(features, free, new Phase(currents, nudged), new Phase(little, moved));
      ((LinearResponse) solver).linearResponse(free, currents, response);
    }
    for (int s = 0; s < samples; s++) {
      assertThat(Kirchhoff.worstViolation(circuit, parameters, free.requireConverged(), s, null))
          .isLessThan(1e-12);
      assertThat(
              Kirchhoff.worstViolation(circuit, parameters, nudged.requireConverged(), s, currents))
          .isLessThan(1e-12);
    }
    for (int i = 0; i < response.length; i++) {
      double difference = (moved.voltages()[i] - free.voltages()[i]) / step;
      assertThat(response[i] - difference).isBetween(-1e-4, 1e-4);
    }
  }

  private static Circuit twoWideLayers(int inputs, int width) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", inputs);
    b.inputs("x", x);
    Nodes first = layer(b, "first", x, width);
    Nodes amplified = b.nodes("amplified", width);
    b.amplifiers("amplifier", first, amplified, 3);
    Nodes second = layer(b, "second", amplified, width);
    Nodes y = b.nodes("y", 6);
    b.crossbar("output", second, y, true);
    b.outputs("out", y, false);
    return b.build();
  }

  private double[] parameters(Circuit circuit) {
    double[] parameters = new double[circuit.parameterCount()];
    for (Parameter p : circuit.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        parameters[i] =
            p.kind() == Parameter.Kind.CONDUCTANCE
                ? random.nextDouble(1e-7, 1e-6)
                : random.nextDouble(-0.2, 0.2);
      }
    }
    return parameters;
  }

  private static Nodes layer(CircuitBuilder b, String name, Nodes from, int width) {
    Nodes nodes = b.nodes(name, width);
    b.crossbar(name, from, nodes, true);
    b.diodes(name + "-down", nodes, Direction.DOWN, ShockleyDiode.of(1e-8), true);
    b.diodes(name + "-up", nodes, Direction.UP, ShockleyDiode.of(1e-8), true);
    return nodes;
  }
}
