package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.MosfetDiode;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.testing.Devices;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every engine must do, with the physics that it must get right: closed forms, and agreement
 * with the built-in engine. All tolerances are in {@link Tolerances}.
 */
public abstract class EngineConformance extends SolverConformance {
  @Test
  void aDividerDividesByItsConductances() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 2);
    b.inputs("x", x);
    Nodes inverted = b.nodes("inverted", 2);
    b.invertedInputs("inverted", inverted, x);
    Nodes bias = b.nodes("bias", 1);
    b.biases("bias", bias, false);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", Nodes.concatenate(List.of(x, inverted, bias)), y, true);
    b.crossbar("ground", Nodes.of(Circuit.GROUND), y, true);
    b.outputs("out", y, false);
    double[] p = {0.25, 1e-6, 2e-6, 3e-6, 4e-6, 5e-6, 6e-6};
    OperatingPoints points = free(b.build(), p, 0.5, -1.5).requireConverged();
    assertThat(points.voltage(y.get(0), 0))
        .isCloseTo((0.5 - 2 * 1.5 - 3 * 0.5 + 4 * 1.5 + 5 * 0.25) / 21, within(Tolerances.VOLTS));
    assertThat(points.voltage(x.get(1), 0)).isCloseTo(-1.5, within(Tolerances.VOLTS));
    assertThat(points.voltage(inverted.get(1), 0)).isCloseTo(1.5, within(Tolerances.VOLTS));
    assertThat(points.voltage(bias.get(0), 0)).isCloseTo(0.25, within(Tolerances.VOLTS));
    assertThat(points.voltage(Circuit.GROUND, 0)).isZero();
  }

  /** The current of stage n + 1 loads stage n through a conductance of g, over the gain. */
  @Test
  void aChainOfAmplifiersMultipliesVoltagesAndDividesCurrents() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes h = b.nodes("h", 1);
    b.crossbar("first", x, h, true);
    Nodes a = b.nodes("a", 1);
    b.amplifiers("gain", h, a, 4);
    Nodes y = b.nodes("y", 1);
    b.crossbar("second", a, y, true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    OperatingPoints points = new OperatingPoints(circuit.nodeCount(), 1);
    try (CircuitSolver solver = load(circuit, new double[] {1e-6, 2e-6})) {
      solver.solve(new double[] {0.3}, null, new Phase(new double[] {1e-7}, points));
    }
    double hidden = 0.3 + 1e-7 / 4 / 1e-6;
    points.requireConverged();
    assertThat(points.voltage(h.get(0), 0)).isCloseTo(hidden, within(Tolerances.VOLTS));
    assertThat(points.voltage(a.get(0), 0)).isCloseTo(4 * hidden, within(Tolerances.VOLTS));
    assertThat(points.voltage(y.get(0), 0))
        .isCloseTo(4 * hidden + 1e-7 / 2e-6, within(Tolerances.VOLTS));
  }

  /** The source is chosen such that the voltage is known: V_source = V + I(V) / g. */
  @ParameterizedTest(name = "{0} V at the diode, {1}, {2} C")
  @CsvSource({
    "0.3, DOWN, 27",
    "-2, DOWN, 27",
    "0.45, DOWN, 80",
    "-0.05, DOWN, -20",
    "-0.3, UP, 27",
    "1.5, UP, 27",
    "0, UP, 60"
  })
  void aDiodeBehindAResistorSettlesWhereTheirCurrentsMeet(
      double volts, Direction direction, double celsius) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    b.diodes("d", y, direction, new ShockleyDiode(1e-9, 1.2, celsius), true);
    b.outputs("out", y, false);
    double bias = 0.02;
    double slope = 1.2 * 1.38064852e-23 * (celsius + 273.15) / 1.6021766208e-19;
    double u = direction.sign() * (volts - bias);
    double current =
        u >= -3 * slope
            ? 1e-9 * Math.expm1(u / slope)
            : -1e-9 * (1 + Math.pow(3 * slope / (Math.E * u), 3));
    double source = volts + direction.sign() * current / 1e-6;
    OperatingPoints points = free(b.build(), new double[] {1e-6, bias}, source).requireConverged();
    assertThat(points.voltage(y.get(0), 0)).isCloseTo(volts, within(Tolerances.VOLTS));
  }

  /** The sources are chosen such that the voltages are known: V_source = V + I(V) / g. */
  @Test
  void devicesOfEveryKindCarryWhatTheirLawSays() {
    for (DiodeModel model : Devices.all()) {
      double[] drops =
          DoubleStream.of(-4, -0.8, -0.06, 0.02, 0.2, 0.35, 0.5, 0.7, 1)
              .filter(drop -> Math.abs(model.current(drop)) < 1e-3)
              .toArray();
      for (Direction direction : Direction.values()) {
        double[] sources =
            Arrays.stream(drops)
                .map(drop -> 0.1 + direction.sign() * (drop + model.current(drop) / 1e-5))
                .toArray();
        double[] found = behindAResistor(model, direction, 0.1, sources);
        for (int s = 0; s < drops.length; s++) {
          assertThat(found[s])
              .as("%s %s at %s V", model, direction, drops[s])
              .isCloseTo(0.1 + direction.sign() * drops[s], within(Tolerances.VOLTS));
        }
      }
    }
  }

  /** The voltages of one node behind a resistor of 1e-5 S and a diode pointing either way. */
  private double[] behindAResistor(
      DiodeModel model, Direction direction, double bias, double... sources) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    b.diodes("d", y, direction, model, true);
    b.outputs("out", y, false);
    OperatingPoints points = free(b.build(), new double[] {1e-5, bias}, sources);
    return IntStream.range(0, sources.length)
        .mapToDouble(
            s -> {
              assertThat(points.status(s))
                  .as("%s %s, source %s V", model, direction, sources[s])
                  .isEqualTo(Status.CONVERGED);
              return points.voltage(y.get(0), s);
            })
        .toArray();
  }

  /** With k = KP W / (2 L) and overdrive v: k v^2 = g (source - bias - VTO - v). */
  @ParameterizedTest(name = "source {0} V, bias {1} V, {2}")
  @CsvSource({"3, 0.1, DOWN", "0.65, 0.1, DOWN", "-2, 0.1, DOWN", "-3, -0.2, UP", "2, -0.2, UP"})
  void aDiodeConnectedMosfetSettlesWhereItsQuadraticCurrentMeetsThatOfAResistor(
      double source, double bias, Direction direction) {
    MosfetDiode model = new MosfetDiode(0.5, 2e-5, 0, 4e-6, 1e-6);
    double k = 2e-5 * 4 / 2;
    double g = 1e-5;
    double available = direction.sign() * (source - bias) - 0.5;
    double overdrive = (Math.sqrt(g * g + 4 * k * g * available) - g) / (2 * k);
    double expected = available > 0 ? bias + direction.sign() * (0.5 + overdrive) : source;
    assertThat(behindAResistor(model, direction, bias, source)[0])
        .isCloseTo(expected, within(Tolerances.VOLTS));
  }

  @ParameterizedTest(name = "source {0} V, bias {1} V, {2}")
  @CsvSource({"3, 0.1, DOWN", "0.25, 0.1, DOWN", "-2, 0.1, DOWN", "-3, -0.2, UP", "2, -0.2, UP"})
  void aPiecewiseLinearDiodeDividesByItsOffOrItsOnResistance(
      double source, double bias, Direction direction) {
    PiecewiseLinearDiode model = new PiecewiseLinearDiode(0.15, 1, 1e7);
    double g = 1e-5;
    double available = direction.sign() * (source - bias);
    double drop =
        available * g / (g + 1e-7) <= 0.15
            ? available * g / (g + 1e-7)
            : (available * g + 0.15 * (1 - 1e-7)) / (g + 1);
    assertThat(behindAResistor(model, direction, bias, source)[0])
        .isCloseTo(bias + direction.sign() * drop, within(Tolerances.VOLTS));
  }

  @Test
  void everyElementBehavesAsInTheBuiltInEngineInEveryPhase() {
    int samples = 4;
    for (int seed = 0; seed < 25; seed++) {
      RandomCircuit net = random(seed);
      Circuit circuit = net.circuit();
      SplittableRandom random = new SplittableRandom(seed);
      double[] x = RandomCircuit.uniform(random, circuit.featureCount() * samples, 2);
      double[] currents =
          RandomCircuit.uniform(random, circuit.outputs().nodes().size() * samples, 1e-6);
      OperatingPoints[] found = points(circuit, samples, 2);
      OperatingPoints[] expected = points(circuit, samples, 2);
      try (CircuitSolver solver = load(circuit, net.parameters());
          CircuitSolver builtin = Solves.load(circuit, net.parameters(), TIGHT)) {
        solver.solve(x, null, Phase.free(found[0]), new Phase(currents, found[1]));
        builtin.solve(x, null, Phase.free(expected[0]), new Phase(currents, expected[1]));
      }
      for (int i = 0; i < 2; i++) {
        found[i].requireConverged();
        assertThat(Solves.distance(found[i].voltages(), expected[i].voltages()))
            .as("seed %d phase %d", seed, i)
            .isLessThan(Tolerances.VOLTS);
        for (int s = 0; s < samples; s++) {
          assertThat(
                  Kirchhoff.worstViolation(
                      circuit, net.parameters(), found[i], s, i == 0 ? null : currents))
              .isLessThan(Tolerances.VOLTS);
        }
      }
    }
  }

  @Test
  void extremeCircuitsAreSolvedOrReported() {
    for (int seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomCircuit net =
          RandomCircuit.of(random, Ranges.EXTREME, Outputs.EVERY_ZONE, false, 10, 0.2);
      double[] x = RandomCircuit.uniform(random, net.circuit().featureCount() * 4, 30);
      OperatingPoints found = free(net.circuit(), net.parameters(), x);
      OperatingPoints expected = Solves.free(net.circuit(), net.parameters(), x, 4, TIGHT);
      int[] solved =
          IntStream.range(0, 4).filter(s -> found.status(s) == Status.CONVERGED).toArray();
      assertThat(
              Solves.distance(
                  Solves.select(found.voltages(), 4, solved),
                  Solves.select(expected.voltages(), 4, solved)))
          .isLessThan(Tolerances.VOLTS);
    }
  }
}
