package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Energy;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Devices;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.RandomModel;
import org.eqprop4j.analog.testing.Solves;

/** Newton's method in random circuits and graphs with devices of every kind, abrupt ones too. */
class EveryDeviceTest {
  private static final SolverOptions USUAL = new SolverOptions(1, 1e-9, 200);

  /** Rounding of an energy relative to the magnitudes of its parts. */
  private static final double ROUNDING = 1e-12;

  /** Samples of one circuit and what is injected into it. */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of test data, never compared.
  private record Task(
      Circuit circuit, double[] parameters, double[] x, double[] currents, int samples) {

    static Task of(Circuit circuit, double[] parameters, int samples, SplittableRandom random) {
      double amperes = Math.pow(10, random.nextDouble(-9, -5));
      return new Task(
          circuit,
          parameters,
          RandomCircuit.uniform(random, circuit.featureCount() * samples, 3),
          RandomCircuit.uniform(random, circuit.outputs().nodes().size() * samples, amperes),
          samples);
    }

    Task select(int... chosen) {
      return new Task(
          circuit,
          parameters,
          Solves.select(x, samples, chosen),
          Solves.select(currents, samples, chosen),
          chosen.length);
    }

    OperatingPoints points() {
      return new OperatingPoints(circuit.nodeCount(), samples);
    }

    /** From a cold start, with the injected currents. */
    OperatingPoints after(int steps) {
      OperatingPoints points = points();
      SolverOptions options = new SolverOptions(1, USUAL.voltageTolerance(), steps);
      try (CircuitSolver solver = Solves.load(circuit, parameters, options)) {
        solver.solve(x, null, new Phase(currents, points));
      }
      return points;
    }

    /** The work of the injected currents and of bias currents, weighted as in the energy [W]. */
    private double work(OperatingPoints at, int sample, boolean magnitude) {
      double sum = 0;
      for (int o = 0; o < circuit.outputs().nodes().size(); o++) {
        int node = circuit.outputs().nodes().get(o);
        double part =
            circuit.zoneWeights().ofNode(node)
                * currents[o * samples + sample]
                * at.voltage(node, sample);
        sum += magnitude ? Math.abs(part) : part;
      }
      return sum;
    }

    double energy(OperatingPoints at, int sample) {
      return Energy.of(circuit, parameters, at, sample) - work(at, sample, false);
    }

    /** At least the sum of the magnitudes of the energy's parts. */
    double scale(OperatingPoints at, int sample) {
      double biases = 0;
      for (Element.BiasCurrents group : circuit.elements(Element.BiasCurrents.class)) {
        for (int i = 0; i < group.nodes().size(); i++) {
          int node = group.nodes().get(i);
          biases +=
              circuit.zoneWeights().ofElement(node, node)
                  * Math.abs(parameters[group.current().offset() + i] * at.voltage(node, sample));
        }
      }
      // All other parts are positive.
      return Math.abs(Energy.of(circuit, parameters, at, sample))
          + 2 * biases
          + work(at, sample, true);
    }
  }

  private static Task circuit(long seed, int samples) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gains =
        Arrays.copyOf(new double[] {random.nextDouble(1, 5), -2}, 1 + random.nextInt(2));
    RandomCircuit net =
        RandomCircuit.of(
            random, Ranges.MILD, () -> Devices.any(random), Outputs.EVERY_ZONE, false, gains);
    return Task.of(net.circuit(), net.parameters(), samples, random);
  }

  /** Not every random graph has an energy, and only those that do count. */
  private static Task graph(long seed, int samples) {
    try {
      Model model = RandomModel.of(seed);
      return Task.of(model.circuit(), model.parameters(), samples, new SplittableRandom(seed));
    } catch (CircuitException e) {
      assertThat(e).hasMessageContaining("no energy function");
      Assume.that(false);
      throw e;
    }
  }

  @Property(tries = 100)
  void noStepRaisesTheEnergyOfACircuit(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
    assertEnergyFalls(circuit(seed, 4));
  }

  @Property(tries = 100)
  void noStepRaisesTheEnergyOfAGraph(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
    assertEnergyFalls(graph(seed, 4));
  }

  private static void assertEnergyFalls(Task task) {
    OperatingPoints before = task.after(1);
    for (int steps = 2; isUnfinished(before); steps++) {
      assertThat(steps).isLessThanOrEqualTo(USUAL.maxIterations());
      OperatingPoints after = task.after(steps);
      for (int s = 0; s < task.samples(); s++) {
        double rounding = ROUNDING * (task.scale(before, s) + task.scale(after, s));
        assertThat(task.energy(after, s))
            .as("energy of sample %s after %s steps", s, steps)
            .isLessThanOrEqualTo(task.energy(before, s) + rounding);
      }
      before = after;
    }
  }

  private static boolean isUnfinished(OperatingPoints points) {
    return IntStream.range(0, points.samples())
        .anyMatch(s -> points.status(s) == Status.ITERATION_LIMIT);
  }

  /** More samples than fit into one tile, so that threads and places matter if they can. */
  @Property(tries = 40)
  void neitherOrderNorThreadsChangeABit(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
    int samples = 70;
    int[] order = IntStream.range(0, samples).map(s -> s * 37 % samples).toArray();
    for (Task task : new Task[] {circuit(seed, samples), graph(seed, samples)}) {
      double[][] expected = phases(task, USUAL);
      assertThat(phases(task, USUAL.withThreads(3))).isDeepEqualTo(expected);
      double[][] permuted =
          Stream.of(expected).map(v -> Solves.select(v, samples, order)).toArray(double[][]::new);
      assertThat(phases(task.select(order), USUAL.withThreads(2))).isDeepEqualTo(permuted);
      double[][] inOne = phasesInOne(task, USUAL);
      assertThat(phasesInOne(task, USUAL.withThreads(3))).isDeepEqualTo(inOne);
      permuted =
          Stream.of(inOne).map(v -> Solves.select(v, samples, order)).toArray(double[][]::new);
      assertThat(phasesInOne(task.select(order), USUAL.withThreads(2))).isDeepEqualTo(permuted);
    }
  }

  @Property(tries = 200)
  void aToleranceNearRoundingIsReached(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
    for (Task task : new Task[] {circuit(seed, 70), graph(seed, 70)}) {
      double[][] usual = phases(task, USUAL);
      double[][] inOne = phasesInOne(task, USUAL);
      double[][] tight = phases(task, USUAL.withVoltageTolerance(1e-13));
      for (int phase = 0; phase < usual.length; phase++) {
        assertThat(Solves.distance(usual[phase], tight[phase])).isLessThan(1e-9);
        assertThat(Solves.distance(inOne[phase], tight[phase])).isLessThan(1e-9);
      }
    }
  }

  /** Circuits with kinks whose last steps change no voltage. */
  @Example
  void stepsThatRoundingSwallowsEnd() {
    aToleranceNearRoundingIsReached(3726);
    aToleranceNearRoundingIsReached(13_234);
  }

  /** Voltages of the free phase and of nudged ones after it, in two solves. */
  private static double[][] phases(Task task, SolverOptions options) {
    OperatingPoints free = task.points();
    Phase[] nudged = nudged(task);
    try (CircuitSolver solver = Solves.load(task.circuit(), task.parameters(), options)) {
      solver.solve(task.x(), null, Phase.free(free));
      solver.solve(task.x(), free.requireConverged(), nudged);
    }
    return voltages(free, nudged);
  }

  /** The same in one solve, in which the currents are not known before the free phase. */
  private static double[][] phasesInOne(Task task, SolverOptions options) {
    OperatingPoints free = task.points();
    Phase[] known = nudged(task);
    Phase[] nudged =
        Stream.of(known)
            .map(phase -> new Phase(new double[phase.currents().length], phase.result()))
            .toArray(Phase[]::new);
    try (CircuitSolver solver = Solves.load(task.circuit(), task.parameters(), options)) {
      solver.solveFreeAndNudged(
          task.x(),
          free,
          (first, end) -> {
            for (int p = 0; p < known.length; p++) {
              for (int at = 0; at < known[p].currents().length; at += task.samples()) {
                System.arraycopy(
                    known[p].currents(), at + first, nudged[p].currents(), at + first, end - first);
              }
            }
          },
          (first, end) -> {},
          nudged);
    }
    free.requireConverged();
    return voltages(free, nudged);
  }

  /**
   * One that hardly moves a node, two opposite nudges, and one that has nothing to do with them.
   */
  private static Phase[] nudged(Task task) {
    double[] little = Arrays.stream(task.currents()).map(i -> 1e-6 * i).toArray();
    double[] opposite = Arrays.stream(task.currents()).map(i -> -i).toArray();
    double[] other = task.currents().clone();
    for (int i = 0; i < other.length; i++) {
      other[i] *= i / task.samples() % 3 - 1;
    }
    return Stream.of(little, task.currents(), opposite, other)
        .map(currents -> new Phase(currents, task.points()))
        .toArray(Phase[]::new);
  }

  private static double[][] voltages(OperatingPoints free, Phase... nudged) {
    return Stream.concat(Stream.of(free), Stream.of(nudged).map(Phase::result))
        .map(points -> points.requireConverged().voltages())
        .toArray(double[][]::new);
  }
}
