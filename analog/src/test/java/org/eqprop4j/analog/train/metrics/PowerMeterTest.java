package org.eqprop4j.analog.train.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;

/** Power in circuits that can be solved on paper, and Tellegen's theorem on random ones. */
class PowerMeterTest {
  private static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  private static Power solved(Circuit circuit, double[] parameters, double[] x, double[] currents) {
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 1);
    try (CircuitSolver solver = Solves.load(circuit, parameters, TIGHT)) {
      solver.solve(x, null, new Phase(currents, points));
    }
    return new PowerMeter(circuit).of(parameters, points.requireConverged(), currents, 0);
  }

  private static void requirePower(
      Power found, double sources, double amplifiers, double resistors, double diodes) {
    double[] values = {found.sources(), found.amplifiers(), found.resistors(), found.diodes()};
    assertThat(values)
        .containsExactly(new double[] {sources, amplifiers, resistors, diodes}, within(1e-16));
  }

  @Test
  void aDividerTurnsTheSourcesPowerIntoHeat() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("top", x, y, true);
    b.crossbar("bottom", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("out", y, false);
    // 3 uS and 1 uS in series are 0.75 uS at 2 V.
    Power power = solved(b.build(), new double[] {3e-6, 1e-6}, new double[] {2}, null);
    requirePower(power, 3e-6, 0, 3e-6, 0);
    assertThat(power.total()).isCloseTo(3e-6, within(1e-16));
    assertThat(power.energy(2e-9)).isCloseTo(6e-15, within(1e-25));
  }

  @Test
  void anAmplifierDeliversWhatItsOutputGivesLessWhatItsInputTakes() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes h = b.nodes("h", 1);
    b.crossbar("before", x, h, true);
    Nodes a = b.nodes("a", 1);
    b.amplifiers("amplifier", h, a, 4);
    Nodes y = b.nodes("y", 1);
    b.crossbar("behind", a, y, true);
    b.crossbar("load", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("out", y, false);
    // 2 uS twice is 1 uS behind: 4 h / 4 uA leave h, so h is 0.5 V, a 2 V with 2 uA.
    Power power = solved(b.build(), new double[] {1e-6, 2e-6, 2e-6}, new double[] {1}, null);
    requirePower(power, 0.5e-6, 4e-6 - 0.25e-6, 0.25e-6 + 4e-6, 0);
  }

  @Test
  void aSourceBehindADiodeTakesUpPower() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes y = b.nodes("y", 1);
    ShockleyDiode diode = ShockleyDiode.of(1e-7);
    b.diodes("diode", y, Direction.DOWN, diode, false);
    b.crossbar("leak", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("out", y, false);
    double drop = diode.slopeVoltage() * Math.log(1 + 1e-6 / 1e-7);
    double volts = drop + 0.1;
    // What is injected is 1 uA through the diode and what leaks.
    double injected = 1e-6 + 1e-6 * volts;
    Power power =
        solved(b.build(), new double[] {0.1, 1e-6}, new double[0], new double[] {injected});
    requirePower(power, injected * volts - 1e-7, 0, 1e-6 * volts * volts, 1e-6 * drop);
  }

  @Property(tries = 200)
  void whatIsDeliveredIsTurnedIntoHeatInRandomCircuits(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gains = new double[1 + random.nextInt(3)];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 5);
    }
    RandomCircuit net = RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, false, gains);
    Circuit circuit = net.circuit();
    double[] x = RandomCircuit.uniform(random, circuit.featureCount(), 1);
    double[] currents = RandomCircuit.uniform(random, circuit.outputs().nodes().size(), 1e-6);
    Power power = solved(circuit, net.parameters(), x, currents);
    double heat = power.resistors() + power.diodes();
    assertThat(power.resistors()).isPositive();
    assertThat(power.diodes()).isPositive();
    assertThat(power.sources() + power.amplifiers()).isCloseTo(heat, within(1e-9 * heat));
  }
}
