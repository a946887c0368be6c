package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Circuits that can be solved on paper. */
class ClosedFormTest {
  private static final Offset<Double> EXACT = within(1e-13);
  private static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  private static OperatingPoints solve(CircuitBuilder b, double[] parameters, double... x) {
    return Solves.free(b.build(), parameters, x, 1, TIGHT).requireConverged();
  }

  @Test
  void aDividerDividesByItsConductances() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("top", x, y, true);
    b.crossbar("bottom", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("out", y, false);
    OperatingPoints points = solve(b, new double[] {3e-6, 1e-6}, 2);
    assertThat(points.voltage(y.get(0), 0)).isCloseTo(2 * 3.0 / 4.0, EXACT);
    assertThat(points.voltage(x.get(0), 0)).isEqualTo(2);
    assertThat(points.voltage(Circuit.GROUND, 0)).isZero();
  }

  @Test
  void invertedInputsAndBiasesAreHeldAtTheirVoltages() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes inverted = b.nodes("inverted", 1);
    b.invertedInputs("inverted", inverted, x);
    Nodes bias = b.nodes("bias", 1);
    b.biases("bias", bias, false);
    Nodes y = b.nodes("y", 1);
    b.crossbar("weights", Nodes.concatenate(List.of(x, inverted, bias)), y, true);
    b.outputs("out", y, false);
    OperatingPoints points = solve(b, new double[] {0.25, 2e-6, 5e-6, 1e-6}, 0.8);
    assertThat(points.voltage(inverted.get(0), 0)).isEqualTo(-0.8);
    assertThat(points.voltage(bias.get(0), 0)).isEqualTo(0.25);
    assertThat(points.voltage(y.get(0), 0)).isCloseTo((2 * 0.8 - 5 * 0.8 + 1 * 0.25) / 8, EXACT);
  }

  @Test
  void anInjectedCurrentMovesANodeByCurrentOverConductance() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("weights", x, y, true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 1);
    try (CircuitSolver solver = Solves.load(circuit, new double[] {4e-6}, TIGHT)) {
      solver.solve(new double[] {0.5}, null, new Phase(new double[] {1e-6}, points));
    }
    assertThat(points.requireConverged().voltage(y.get(0), 0)).isCloseTo(0.5 + 0.25, EXACT);
  }

  @ParameterizedTest(name = "source {0} V, bias {1} V, {2}, {3} S, IS {4} A")
  @CsvSource({
    "1, 0, DOWN, 1e-6, 1e-12",
    "-1, 0, DOWN, 1e-6, 1e-12",
    "1, 0.3, DOWN, 1e-3, 1e-15",
    "-1, -0.2, UP, 1e-5, 1e-7",
    "1, -0.2, UP, 1e-5, 1e-7",
    "100, 0, DOWN, 1e-3, 1e-15",
    "-100, 0.1, UP, 1e-9, 1e-5",
    "1e-3, 0, UP, 1e-9, 1e-5",
  })
  void aDiodeBehindAResistorSettlesWhereTheirCurrentsMeet(
      double source, double bias, Direction direction, double siemens, double saturation) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("resistor", x, y, true);
    ShockleyDiode diode = ShockleyDiode.of(saturation);
    b.diodes("diode", y, direction, diode, true);
    b.outputs("out", y, false);
    OperatingPoints points = solve(b, new double[] {siemens, bias}, source);
    assertThat(points.voltage(y.get(0), 0))
        .isCloseTo(bisect(source, bias, direction.sign(), siemens, saturation), within(1e-12));
  }

  /**
   * The node voltage at which resistor and diode carry the same current, with the laws written out.
   */
  private static double bisect(
      double source, double bias, int sign, double siemens, double saturation) {
    double vt = 1.38064852e-23 * 300.15 / 1.6021766208e-19;
    double low = Math.min(source, bias) - 1;
    double high = Math.max(source, bias) + 1;
    for (int i = 0; i < 200; i++) {
      double middle = 0.5 * (low + high);
      double u = sign * (middle - bias);
      double diode =
          u >= -3 * vt
              ? saturation * Math.expm1(u / vt)
              : -saturation * (1 + Math.pow(3 * vt / (Math.E * u), 3));
      if (siemens * (middle - source) + sign * diode > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return 0.5 * (low + high);
  }

  @Test
  void aChainOfAmplifiersMultipliesVoltagesForwardAndDividesCurrentsBackward() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes h = b.nodes("h", 1);
    b.crossbar("first", x, h, true);
    Nodes a = b.nodes("a", 1);
    b.amplifiers("amplifier", h, a, 4);
    Nodes y = b.nodes("y", 1);
    b.crossbar("second", a, y, true);
    Nodes z = b.nodes("z", 1);
    b.amplifiers("inverter", y, z, -2);
    b.crossbar("load", z, Nodes.of(Circuit.GROUND), true);
    b.outputs("out", y, false);
    double g1 = 2e-6;
    double g2 = 3e-6;
    double g3 = 1e-6;
    OperatingPoints points = solve(b, new double[] {g1, g2, g3}, 1);
    // At y: g2 (4 h - y) = (-2 y) g3 / -2. At h: g1 (1 - h) = g2 (4 h - y) / 4.
    double yOverH = 4 * g2 / (g2 + g3);
    double vh = g1 / (g1 + g2 - g2 * yOverH / 4);
    assertThat(points.voltage(h.get(0), 0)).isCloseTo(vh, EXACT);
    assertThat(points.voltage(a.get(0), 0)).isCloseTo(4 * vh, EXACT);
    assertThat(points.voltage(y.get(0), 0)).isCloseTo(yOverH * vh, EXACT);
    assertThat(points.voltage(z.get(0), 0)).isCloseTo(-2 * yOverH * vh, EXACT);
  }

  @Test
  void aNodeWhoseConductancesAreAllZeroRestsBetweenItsDiodes() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 2);
    b.crossbar("weights", x, y, true);
    b.diodes("above", y, Direction.DOWN, ShockleyDiode.of(1e-8), true);
    b.diodes("below", y, Direction.UP, ShockleyDiode.of(1e-8), true);
    b.outputs("out", y, false);
    OperatingPoints points = solve(b, new double[] {0, 1e-6, 0.3, 0.2, 0.1, -0.2}, 1);
    // Equal diodes in series between 0.3 V and 0.1 V carry the same current at the middle.
    assertThat(points.voltage(y.get(0), 0)).isCloseTo(0.2, within(1e-12));
  }
}
