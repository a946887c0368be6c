package org.eqprop4j.analog.train.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Energy;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;

class PseudoPowerTest {
  private static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  private static OperatingPoints solve(
      Circuit circuit, double[] parameters, double[] x, double[] currents) {
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 1);
    try (CircuitSolver solver = Solves.load(circuit, parameters, TIGHT)) {
      solver.solve(x, null, new Phase(currents, points));
    }
    return points.requireConverged();
  }

  /** x - 1 uS - h (diode) - gain 4 - a - 2 uS - y - 2 uS - ground. */
  private static Circuit amplified(double saturationCurrent) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes h = b.nodes("h", 1);
    b.crossbar("before", x, h, true);
    b.diodes("diode", h, Direction.DOWN, new ShockleyDiode(saturationCurrent, 1, 27), false);
    Nodes a = b.nodes("a", 1);
    b.amplifiers("amplifier", h, a, 4);
    Nodes y = b.nodes("y", 1);
    b.crossbar("behind", a, y, true);
    b.crossbar("load", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("out", y, false);
    return b.build();
  }

  @Test
  void amplifiersAddTheGainSquaredLessOneOfWhatLiesBeforeThem() {
    Circuit circuit = amplified(1e-20);
    double[] parameters = new double[circuit.parameterCount()];
    parameters[circuit.parameter("before").offset()] = 1e-6;
    parameters[circuit.parameter("diode").offset()] = 5;
    parameters[circuit.parameter("behind").offset()] = 2e-6;
    parameters[circuit.parameter("load").offset()] = 2e-6;
    // The diode is biased out of reach and does not leak: h = 1 V / 2, as in PowerMeterTest.
    OperatingPoints points = solve(circuit, parameters, new double[] {1}, null);
    PseudoPower power = PseudoPower.mean(circuit, parameters, points, null);

    double before = 0.5 * 1e-6 * 0.25;
    assertThat(power.resistors()).isCloseTo(before + 0.5 * 4e-6, within(1e-14));
    assertThat(power.amplifiers()).isCloseTo(15 * (before + power.diodes()), within(1e-14));
    assertThat(power.sources()).isZero();
  }

  @Test
  void theSumIsTheEnergyLessWhatTheNudgingDelivers() {
    Circuit circuit = amplified(1e-9);
    double[] parameters = new double[circuit.parameterCount()];
    parameters[circuit.parameter("before").offset()] = 1e-6;
    parameters[circuit.parameter("diode").offset()] = 0.1;
    parameters[circuit.parameter("behind").offset()] = 2e-6;
    parameters[circuit.parameter("load").offset()] = 2e-6;
    double[] currents = {3e-7};
    OperatingPoints points = solve(circuit, parameters, new double[] {1}, currents);
    PseudoPower power = PseudoPower.mean(circuit, parameters, points, currents);

    int y = circuit.outputs().nodes().get(0);
    double delivered = currents[0] * points.voltage(y, 0);
    assertThat(power.diodes()).isGreaterThan(1e-10);
    assertThat(power.sources()).isCloseTo(-delivered, within(1e-20));
    assertThat(power.total())
        .isCloseTo(Energy.of(circuit, parameters, points, 0) - delivered, within(1e-18));
  }
}
