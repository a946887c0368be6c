package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.MosfetDiode;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine must do. All tolerances are in {@link Tolerances}. */
public abstract class EngineConformance {
  protected static final SolverOptions OPTIONS = new SolverOptions(2, Tolerances.VOLTS, 200);
  private static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

  private Engine engine;

  /** The name of the engine under test. Skips the test if it cannot run here. */
  protected abstract String engineName();

  /** Skips the tests, or fails them in CI, if the engine cannot run here. */
  protected abstract void requireInstalled();

  @BeforeEach
  final void findEngine() {
    requireInstalled();
    engine = engine();
  }

  /** The engine under test. */
  protected Engine engine() {
    return Engines.named(engineName());
  }

  private CircuitSolver load(Circuit circuit, double[] parameters) {
    CircuitSolver solver = engine.load(circuit, OPTIONS);
    solver.setParameters(parameters);
    return solver;
  }

  private OperatingPoints free(Circuit circuit, double[] parameters, double... x) {
    OperatingPoints points =
        new OperatingPoints(circuit.nodeCount(), x.length / circuit.featureCount());
    try (CircuitSolver solver = load(circuit, parameters)) {
      solver.solve(x, null, Phase.free(points));
    }
    return points;
  }

  @Test
  void theEngineSaysWhetherItsSolversHaveALinearResponse() {
    RandomCircuit net = random(0);
    try (CircuitSolver solver = load(net.circuit(), net.parameters())) {
      assertThat(solver instanceof LinearResponse).isEqualTo(engine.hasLinearResponse());
    }
  }

  private static RandomCircuit random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gains = new double[random.nextInt(4)];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 5);
    }
    return RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, false, gains);
  }

  @Test
  void theEngineAskedForIsTheOneThatRuns() {
    assertThat(engine.name()).isEqualTo(engineName());
    assertThat(engine.version()).isNotBlank();
    RandomCircuit net = random(1);
    try (CircuitSolver solver = load(net.circuit(), net.parameters())) {
      assertThat(solver.getClass().getPackage()).isEqualTo(engine.getClass().getPackage());
      assertThat(solver.circuit()).isSameAs(net.circuit());
    }
  }

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

  /** One node behind a resistor of 1e-5 S and a diode pointing either way. */
  private double behindAResistor(
      DiodeModel model, Direction direction, double bias, double source) {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    b.diodes("d", y, direction, model, true);
    b.outputs("out", y, false);
    OperatingPoints points = free(b.build(), new double[] {1e-5, bias}, source);
    return points.requireConverged().voltage(y.get(0), 0);
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
    assertThat(behindAResistor(model, direction, bias, source))
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
    assertThat(behindAResistor(model, direction, bias, source))
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

  private static OperatingPoints[] points(Circuit circuit, int samples, int count) {
    OperatingPoints[] points = new OperatingPoints[count];
    Arrays.setAll(points, i -> new OperatingPoints(circuit.nodeCount(), samples));
    return points;
  }

  @Test
  void newParametersAreUsedWithoutLoadingAgain() {
    RandomCircuit net = random(3);
    Circuit circuit = net.circuit();
    double[] x = {1, -0.5, 0.25};
    double[] p = net.parameters().clone();
    SplittableRandom random = new SplittableRandom(4);
    try (CircuitSolver solver = load(circuit, p)) {
      for (int update = 0; update < 5; update++) {
        OperatingPoints found = points(circuit, 1, 1)[0];
        solver.solve(x, null, Phase.free(found));
        assertThat(
                Solves.distance(
                    found.requireConverged().voltages(),
                    Solves.free(circuit, p, x, 1, TIGHT).voltages()))
            .isLessThan(Tolerances.VOLTS);
        for (Parameter parameter : circuit.parameters()) {
          for (int i = parameter.offset(); i < parameter.end(); i++) {
            p[i] =
                net.parameters()[i]
                    * (parameter.kind() == Parameter.Kind.CONDUCTANCE
                        ? Math.pow(10, random.nextDouble(-1, 1))
                        : random.nextDouble(-1, 1));
          }
        }
        // Some conductances come and go.
        Parameter last = circuit.parameter("last");
        p[last.offset()] = update % 2 == 0 ? 0 : 1e-6;
        solver.setParameters(p);
      }
    }
  }

  @Test
  void parametersAreCopied() {
    RandomCircuit net = random(3);
    double[] p = net.parameters().clone();
    double[] x = {1, -0.5, 0.25};
    OperatingPoints[] found = points(net.circuit(), 1, 2);
    try (CircuitSolver solver = load(net.circuit(), p)) {
      solver.solve(x, null, Phase.free(found[0]));
      Arrays.fill(p, 1);
      solver.solve(x, null, Phase.free(found[1]));
    }
    assertThat(Solves.distance(found[0].voltages(), found[1].voltages()))
        .isLessThan(Tolerances.VOLTS);
  }

  @Test
  void warmAndColdStartsLeadToTheSamePoint() {
    RandomCircuit net = random(5);
    Circuit circuit = net.circuit();
    int samples = 3;
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * samples, 1);
    double[] currents = new double[circuit.outputs().nodes().size() * samples];
    Arrays.fill(currents, 3e-8);
    OperatingPoints[] found = points(circuit, samples, 3);
    try (CircuitSolver solver = load(circuit, net.parameters())) {
      solver.solve(x, null, Phase.free(found[0]));
      solver.solve(x, found[0], new Phase(currents, found[1]));
      solver.solve(x, null, new Phase(currents, found[2]));
    }
    found[1].requireConverged();
    assertThat(Solves.distance(found[1].voltages(), found[2].requireConverged().voltages()))
        .isLessThan(Tolerances.VOLTS);
    assertThat(Solves.distance(found[0].voltages(), found[1].voltages())).isGreaterThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 150})
  void batchesMayHaveAnySize(int samples) {
    RandomCircuit net = random(6);
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * samples, 1);
    OperatingPoints found = free(net.circuit(), net.parameters(), x).requireConverged();
    assertThat(found.samples()).isEqualTo(samples);
    assertThat(
            Solves.distance(
                found.voltages(),
                Solves.free(net.circuit(), net.parameters(), x, samples, TIGHT).voltages()))
        .isLessThan(Tolerances.VOLTS);
  }

  @Test
  void resultsAreBitwiseEqualForAnyNumberOfThreads() {
    RandomCircuit net = random(7);
    int samples = 40;
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * samples, 1);
    double[][] voltages = new double[3][];
    for (int threads = 1; threads <= 3; threads++) {
      OperatingPoints found = points(net.circuit(), samples, 1)[0];
      try (CircuitSolver solver = engine.load(net.circuit(), OPTIONS.withThreads(threads))) {
        solver.setParameters(net.parameters());
        solver.solve(x, null, Phase.free(found));
      }
      voltages[threads - 1] = found.requireConverged().voltages();
    }
    assertThat(voltages[1]).isEqualTo(voltages[0]);
    assertThat(voltages[2]).isEqualTo(voltages[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aSampleThatIsNotANumberIsReportedAndLeavesTheOthersAlone(double odd) {
    RandomCircuit net = random(8);
    int samples = 5;
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * samples, 1);
    double[] expected = Solves.free(net.circuit(), net.parameters(), x, samples, TIGHT).voltages();
    x[samples + 2] = odd;
    double[] currents = new double[net.circuit().outputs().nodes().size() * samples];
    currents[1] = odd;
    OperatingPoints[] found = points(net.circuit(), samples, 3);
    try (CircuitSolver solver = load(net.circuit(), net.parameters())) {
      solver.solve(x, null, Phase.free(found[0]), new Phase(currents, found[1]));
      solver.solve(x, null, Phase.free(found[2]));
    }
    for (int s = 0; s < samples; s++) {
      Status bad = Status.NOT_FINITE;
      assertThat(found[0].status(s)).isEqualTo(s == 2 ? bad : Status.CONVERGED);
      assertThat(found[1].status(s)).isEqualTo(s == 1 || s == 2 ? bad : Status.CONVERGED);
      assertThat(found[2].status(s)).isEqualTo(s == 2 ? bad : Status.CONVERGED);
    }
    int[] good = {0, 1, 3, 4};
    for (OperatingPoints points : List.of(found[0], found[2])) {
      assertThat(
              Solves.distance(
                  Solves.select(points.voltages(), samples, good),
                  Solves.select(expected, samples, good)))
          .isLessThan(Tolerances.VOLTS);
    }
    assertThatThrownBy(found[0]::requireConverged)
        .isInstanceOf(SolveException.class)
        .hasMessageContaining("sample 2 of the batch: NOT_FINITE");
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

  @Test
  void misuseIsRefused() {
    RandomCircuit net = random(9);
    Circuit circuit = net.circuit();
    int outputs = circuit.outputs().nodes().size();
    OperatingPoints point = points(circuit, 1, 1)[0];
    try (CircuitSolver solver = engine.load(circuit, OPTIONS)) {
      assertThatThrownBy(() -> solver.solve(new double[3], null, Phase.free(point)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("parameters must be set before solving");
      assertThatThrownBy(() -> solver.setParameters(new double[1]))
          .isInstanceOf(IllegalArgumentException.class);
      double[] negative = net.parameters().clone();
      negative[circuit.parameter("last").offset()] = -1e-6;
      assertThatThrownBy(() -> solver.setParameters(negative))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("last[0, 0]");
      solver.setParameters(net.parameters());
      assertThatThrownBy(() -> solver.solve(new double[4], null, Phase.free(point)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected 3 input voltages for the batch, got 4");
      double[] short1 = new double[outputs - 1];
      assertThatThrownBy(() -> solver.solve(new double[3], null, new Phase(short1, point)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected " + outputs + " injected currents for the batch, got " + (outputs - 1));
      OperatingPoints two = points(circuit, 2, 1)[0];
      assertThatThrownBy(
              () -> solver.solve(new double[3], null, Phase.free(point), Phase.free(two)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("and 1 samples for phase 1, got")
          .hasMessageEndingWith(circuit.nodeCount() + " and 2");
      assertThatThrownBy(() -> solver.solve(new double[3], two, Phase.free(point)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("and 1 samples for start, got");
      assertThatThrownBy(() -> solver.solve(new double[3], null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected at least one phase, got none");
      solver.solve(new double[3], null, Phase.free(point));
      point.requireConverged();
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    RandomCircuit net = random(10);
    CircuitSolver solver = load(net.circuit(), net.parameters());
    OperatingPoints point = points(net.circuit(), 1, 1)[0];
    solver.solve(new double[3], null, Phase.free(point));
    solver.close();
    assertThatCode(solver::close).doesNotThrowAnyException();
    CircuitSolver unused = engine.load(net.circuit(), OPTIONS);
    unused.close();
    assertThatCode(unused::close).doesNotThrowAnyException();
  }

  @Test
  void solversDoNotDisturbEachOther() {
    RandomCircuit one = random(11);
    RandomCircuit other = random(12);
    double[] x = {0.3, -0.2, 0.9};
    OperatingPoints[] first = points(one.circuit(), 1, 2);
    OperatingPoints second = points(other.circuit(), 1, 1)[0];
    try (CircuitSolver a = load(one.circuit(), one.parameters());
        CircuitSolver b = load(other.circuit(), other.parameters())) {
      a.solve(x, null, Phase.free(first[0]));
      b.solve(x, null, Phase.free(second));
      a.solve(x, null, Phase.free(first[1]));
    }
    assertThat(Solves.distance(first[0].voltages(), first[1].voltages()))
        .isLessThan(Tolerances.VOLTS);
    assertThat(
            Solves.distance(
                second.voltages(),
                Solves.free(other.circuit(), other.parameters(), x, 1, TIGHT).voltages()))
        .isLessThan(Tolerances.VOLTS);
  }
}
