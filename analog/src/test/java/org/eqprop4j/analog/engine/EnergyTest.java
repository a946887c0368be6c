package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The energy that a circuit minimises, and what clamping its outputs costs. */
class EnergyTest {
  private static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  @Test
  void theEnergyOfADividerIsItsHalfDissipationLessTheWorkOfItsBiasCurrent() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("g", Nodes.concatenate(List.of(x, Nodes.of(Circuit.GROUND))), y, true);
    b.biasCurrents("i", y, true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    double[] p = {1e-6, 2e-6, 3e-7};
    double volts = (1e-6 * 0.9 + 3e-7) / 3e-6;
    OperatingPoints points = Solves.free(circuit, p, new double[] {0.9}, 1, TIGHT);
    double expected =
        0.5 * 1e-6 * (0.9 - volts) * (0.9 - volts) + 0.5 * 2e-6 * volts * volts - 3e-7 * volts;
    assertThat(Energy.of(circuit, p, points, 0)).isCloseTo(expected, within(1e-18));
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "ngspice"})
  void clampedOutputsHaveMoreEnergyThanFreeOnesUnlessClampedThere(String engine) {
    Engine under = Installed.requireEngine(engine);
    for (long seed = 0; seed < 5; seed++) {
      for (Model model : List.of(Models.zoo(seed), Models.classifier(3, 4, 2, seed))) {
        compare(model, under, new SplittableRandom(seed));
      }
    }
  }

  private static void compare(Model model, Engine engine, SplittableRandom random) {
    double[] x = RandomCircuit.uniform(random, model.circuit().featureCount(), 1);
    OperatingPoints free = solve(engine, model, x);
    double least = Energy.of(model.circuit(), model.parameters(), free, 0);
    double[] y =
        Arrays.stream(model.circuit().outputs().nodes().toArray())
            .mapToDouble(node -> free.voltage(node, 0))
            .toArray();
    Model clamped = model.clamped();
    assertThat(clamped.circuit().featureCount()).isEqualTo(x.length + y.length);
    assertThat(energy(engine, clamped, x, y)).isCloseTo(least, within(1e-9 * Math.abs(least)));
    double before = least;
    for (double distance : new double[] {1e-3, 1e-2, 0.1, 1}) {
      double[] other = y.clone();
      other[0] += distance;
      double energy = energy(engine, clamped, x, other);
      assertThat(energy).as("%s V away", distance).isGreaterThan(before);
      before = energy;
    }
  }

  private static double energy(Engine engine, Model clamped, double[] x, double[] y) {
    double[] sample = DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray();
    OperatingPoints points = solve(engine, clamped, sample);
    return Energy.of(clamped.circuit(), clamped.parameters(), points, 0);
  }

  private static OperatingPoints solve(Engine engine, Model model, double[] features) {
    OperatingPoints points = new OperatingPoints(model.circuit().nodeCount(), 1);
    try (CircuitSolver solver = engine.load(model.circuit(), TIGHT)) {
      solver.setParameters(model.parameters());
      solver.solve(features, null, Phase.free(points));
    }
    return points.requireConverged();
  }

  @Test
  void aZoneBetweenClampedOutputsKeepsItsWeight() {
    Signal last = Models.classifier(3, 4, 2, 1).outputs().get(0).inputs().get(0);
    Signal amplified = last.inputs().get(0);
    Signal other =
        new Dense("other", 2, new Initializer.Constant(1e-6), Models.WEIGHTS).on(amplified);
    Model model =
        new Model(
            List.of(),
            List.of(new Current("a", true).on(last), new Current("b", true).on(other)),
            1);
    for (int node = 0; node < model.circuit().nodeCount(); node++) {
      if (!model.circuit().reduction().isDriven(node)) {
        assertThat(model.clamped().circuit().zoneWeights().ofNode(node))
            .as(model.circuit().nodeName(node))
            .isEqualTo(model.circuit().zoneWeights().ofNode(node));
      }
    }
  }
}
