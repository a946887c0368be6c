package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.LinearResponse;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of every size, on any number of threads, with bad samples among good ones. */
class BatchTest {
  private static final int SAMPLES = 100;
  private static final SolverOptions ONE_THREAD = new SolverOptions(1, 1e-9, 200);

  private final SplittableRandom random = new SplittableRandom(5);
  private final RandomCircuit net =
      RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, false, 2, -3);
  private final double[] x =
      RandomCircuit.uniform(random, net.circuit().featureCount() * SAMPLES, 3);
  private final double[] currents =
      RandomCircuit.uniform(random, net.circuit().outputs().nodes().size() * SAMPLES, 1e-7);

  /** Free phase, nudged phase and linear response, one behind the other. */
  private double[] everything(SolverOptions options, double[] features, double[] injected) {
    int samples = features.length / net.circuit().featureCount();
    OperatingPoints free = new OperatingPoints(net.circuit().nodeCount(), samples);
    OperatingPoints nudged = new OperatingPoints(net.circuit().nodeCount(), samples);
    double[] response = new double[free.voltages().length];
    try (CircuitSolver solver = Solves.load(net.circuit(), net.parameters(), options)) {
      solver.solve(features, null, Phase.free(free));
      solver.solve(features, free, new Phase(injected, nudged));
      ((LinearResponse) solver).linearResponse(free, injected, response);
    }
    free.requireConverged();
    nudged.requireConverged();
    return IntStream.range(0, 3)
        .mapToObj(i -> i == 0 ? free.voltages() : i == 1 ? nudged.voltages() : response)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void resultsAreBitwiseEqualForAnyNumberOfThreads(int threads) {
    assertThat(everything(ONE_THREAD.withThreads(threads), x, currents))
        .isEqualTo(everything(ONE_THREAD, x, currents));
  }

  @Test
  void resultsOfASampleDoNotDependOnItsPlaceInTheBatch() {
    int[] order = IntStream.range(0, SAMPLES).map(s -> s * 37 % SAMPLES).toArray();
    assertThat(
            everything(
                ONE_THREAD,
                Solves.select(x, SAMPLES, order),
                Solves.select(currents, SAMPLES, order)))
        .isEqualTo(Solves.select(everything(ONE_THREAD, x, currents), SAMPLES, order));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 100})
  void resultsDoNotDependOnTheSizeOfTheBatch(int samples) {
    int[] chosen = IntStream.range(0, samples).toArray();
    for (int threads : new int[] {1, 2}) {
      assertThat(
              everything(
                  ONE_THREAD.withThreads(threads),
                  Solves.select(x, SAMPLES, chosen),
                  Solves.select(currents, SAMPLES, chosen)))
          .isEqualTo(Solves.select(everything(ONE_THREAD, x, currents), SAMPLES, chosen));
    }
  }

  @Test
  void severalPhasesInOneCallEqualOneCallEach() {
    OperatingPoints[] points = new OperatingPoints[4];
    Arrays.setAll(points, i -> new OperatingPoints(net.circuit().nodeCount(), SAMPLES));
    try (CircuitSolver solver = Solves.load(net.circuit(), net.parameters(), ONE_THREAD)) {
      solver.solve(x, null, Phase.free(points[0]), new Phase(currents, points[1]));
      solver.solve(x, null, Phase.free(points[2]));
      solver.solve(x, null, new Phase(currents, points[3]));
    }
    assertThat(points[0].voltages()).isEqualTo(points[2].voltages());
    assertThat(points[1].voltages()).isEqualTo(points[3].voltages());
  }

  @Test
  void aSampleThatIsNotANumberIsReportedAndLeavesTheOthersAlone() {
    double[] damaged = x.clone();
    damaged[7] = Double.NaN;
    OperatingPoints good = Solves.free(net.circuit(), net.parameters(), x, SAMPLES, ONE_THREAD);
    OperatingPoints points =
        Solves.free(net.circuit(), net.parameters(), damaged, SAMPLES, ONE_THREAD);
    for (int s = 0; s < SAMPLES; s++) {
      assertThat(points.status(s)).isEqualTo(s == 7 ? Status.NOT_FINITE : Status.CONVERGED);
    }
    int[] others = IntStream.range(0, SAMPLES).filter(s -> s != 7).toArray();
    assertThat(Solves.select(points.voltages(), SAMPLES, others))
        .isEqualTo(Solves.select(good.voltages(), SAMPLES, others));
    assertThatThrownBy(points::requireConverged)
        .isInstanceOf(SolveException.class)
        .hasMessageContaining("sample 7 of the batch: NOT_FINITE after")
        .hasMessageEndingWith("look for extreme inputs, conductances or currents");
  }

  @Test
  void aSolverIsAsGoodAsNewAfterASampleThatIsNotANumber() {
    double[] damaged = x.clone();
    Arrays.fill(damaged, Double.NaN);
    OperatingPoints points = new OperatingPoints(net.circuit().nodeCount(), SAMPLES);
    try (CircuitSolver solver = Solves.load(net.circuit(), net.parameters(), ONE_THREAD)) {
      solver.solve(damaged, null, Phase.free(points));
      solver.solve(x, null, Phase.free(points));
    }
    assertThat(points.requireConverged().voltages())
        .isEqualTo(Solves.free(net.circuit(), net.parameters(), x, SAMPLES, ONE_THREAD).voltages());
  }

  @Test
  void tooFewStepsAreReportedWithTheResidualAndWhatToDo() {
    OperatingPoints points =
        Solves.free(net.circuit(), net.parameters(), x, SAMPLES, new SolverOptions(1, 1e-9, 1));
    assertThat(points.status(0)).isEqualTo(Status.ITERATION_LIMIT);
    assertThat(points.iterations(0)).isEqualTo(1);
    assertThat(points.residual(0)).isPositive();
    assertThatThrownBy(points::requireConverged)
        .isInstanceOf(SolveException.class)
        .hasMessageStartingWith("sample 0 of the batch: ITERATION_LIMIT after 1 steps, residual ")
        .hasMessageEndingWith("A: allow more iterations or a wider voltage tolerance");
  }

  @Test
  void unsolvedPointsSaySo() {
    assertThatThrownBy(() -> new OperatingPoints(3, 2).requireConverged())
        .hasMessageContaining("UNSOLVED")
        .hasMessageContaining("solve it first");
  }

  @Test
  void misuseIsRefused() {
    OperatingPoints points = new OperatingPoints(net.circuit().nodeCount(), 2);
    try (CircuitSolver unset = new BuiltinEngine().load(net.circuit(), ONE_THREAD);
        CircuitSolver solver = Solves.load(net.circuit(), net.parameters(), ONE_THREAD)) {
      assertThatThrownBy(() -> unset.solve(new double[6], null, Phase.free(points)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("parameters must be set before solving");
      assertThatThrownBy(() -> solver.solve(new double[5], null, Phase.free(points)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected 6 input voltages for the batch, got 5");
      assertThatThrownBy(() -> solver.solve(new double[6], null, new Phase(new double[3], points)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected 24 injected currents for the batch, got 3");
    }
  }

  @Test
  void solvingLeavesInputsAndCurrentsUnchanged() {
    double[] features = x.clone();
    double[] injected = currents.clone();
    everything(ONE_THREAD, features, injected);
    assertThat(features).isEqualTo(x);
    assertThat(injected).isEqualTo(currents);
  }
}
