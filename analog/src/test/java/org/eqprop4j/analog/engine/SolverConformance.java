package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How every engine is used: choice, parameters, starts, batches, threads, bad input, closing. All
 * tolerances are in {@link Tolerances}.
 */
public abstract class SolverConformance {
  protected static final SolverOptions OPTIONS = new SolverOptions(2, Tolerances.VOLTS, 200);
  static final SolverOptions TIGHT = new SolverOptions(1, 1e-13, 200);

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

  final CircuitSolver load(Circuit circuit, double[] parameters) {
    CircuitSolver solver = engine.load(circuit, OPTIONS);
    solver.setParameters(parameters);
    return solver;
  }

  final OperatingPoints free(Circuit circuit, double[] parameters, double... x) {
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

  final RandomCircuit random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gains = new double[random.nextInt(4)];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 5);
    }
    return random(random, gains);
  }

  /** A circuit that the engine can solve. */
  protected RandomCircuit random(SplittableRandom random, double... gains) {
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

  static OperatingPoints[] points(Circuit circuit, int samples, int count) {
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
  void everySampleIsHandedOnOnceWhenAllOfItsPhasesAreSolved() {
    RandomCircuit net = random(7);
    int samples = 70;
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * samples, 1);
    OperatingPoints[] found = points(net.circuit(), samples, 2);
    int[] solved = new int[samples];
    try (CircuitSolver solver = engine.load(net.circuit(), OPTIONS.withThreads(2))) {
      solver.setParameters(net.parameters());
      solver.solve(
          x,
          null,
          (first, end) -> {
            for (int s = first; s < end; s++) {
              solved[s] += found[0].converged(s, s + 1) && found[1].converged(s, s + 1) ? 1 : 1000;
            }
          },
          Phase.free(found[0]),
          Phase.free(found[1]));
    }
    assertThat(solved).containsOnly(1);
  }

  @Test
  void nudgedPhasesFollowFromTheFreePhaseThatIsSolvedWithThem() {
    RandomCircuit net = random(7);
    Circuit circuit = net.circuit();
    int samples = 70;
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * samples, 1);
    OperatingPoints[] found = points(circuit, samples, 5);
    double[] up = new double[circuit.outputs().nodes().size() * samples];
    double[] down = new double[up.length];
    AtomicIntegerArray order = new AtomicIntegerArray(samples);
    Workers.RangeWork between =
        (first, end) -> {
          for (int s = first; s < end; s++) {
            order.compareAndSet(s, 0, found[0].converged(s, s + 1) ? 1 : -1);
            for (int o = 0; o < circuit.outputs().nodes().size(); o++) {
              int node = circuit.outputs().nodes().get(o);
              up[o * samples + s] = 1e-7 * found[0].voltage(node, s);
              down[o * samples + s] = -up[o * samples + s];
            }
          }
        };
    Workers.RangeWork then =
        (first, end) -> {
          for (int s = first; s < end; s++) {
            boolean both = found[1].converged(s, s + 1) && found[2].converged(s, s + 1);
            order.compareAndSet(s, 1, both ? 2 : -2);
          }
        };
    try (CircuitSolver solver = engine.load(circuit, OPTIONS.withThreads(2))) {
      solver.setParameters(net.parameters());
      solver.solveFreeAndNudged(
          x, found[0], between, then, new Phase(up, found[1]), new Phase(down, found[2]));
    }
    for (int s = 0; s < samples; s++) {
      assertThat(order.get(s)).isEqualTo(2);
    }
    try (CircuitSolver exact = Solves.load(circuit, net.parameters(), TIGHT)) {
      exact.solve(x, null, new Phase(up, found[3]), new Phase(down, found[4]));
    }
    assertThat(Solves.distance(found[1].voltages(), found[3].requireConverged().voltages()))
        .isLessThan(Tolerances.VOLTS);
    assertThat(Solves.distance(found[2].voltages(), found[4].requireConverged().voltages()))
        .isLessThan(Tolerances.VOLTS);
    assertThat(Solves.distance(found[0].voltages(), found[1].voltages())).isGreaterThan(1e-6);
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
