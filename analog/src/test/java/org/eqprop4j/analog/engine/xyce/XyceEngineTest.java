package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.OperatingPoints.Status;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Tolerances;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine from end to end, on programs that stand in for Xyce. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are started by shell scripts")
class XyceEngineTest {
  private static final SolverOptions OPTIONS = new SolverOptions(1, Tolerances.VOLTS, 200);
  private static final int SAMPLES = 3;

  @TempDir Path temporary;
  private final RandomCircuit net =
      RandomCircuit.of(new SplittableRandom(2), Ranges.MILD, Outputs.EVERY_ZONE, false, 4, -0.5);
  private final Circuit circuit = net.circuit();
  private final double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * SAMPLES, 1);
  private final double[] currents =
      RandomCircuit.uniform(
          new SplittableRandom(2), circuit.outputs().nodes().size() * SAMPLES, 1e-7);
  private final OperatingPoints free = new OperatingPoints(circuit.nodeCount(), SAMPLES);
  private final OperatingPoints nudged = new OperatingPoints(circuit.nodeCount(), SAMPLES);
  private Path work;

  @BeforeEach
  void makeAPlaceForWork() throws IOException {
    work = Files.createDirectory(temporary.resolve("a place with blanks"));
  }

  @AfterEach
  void nothingStaysOnDisk() {
    assertThat(work).isEmptyDirectory();
  }

  private XyceEngine engine(Path executable, XyceOptions options) {
    Map<String, String> environment = Map.of(ExecutableSearch.VARIABLE, executable.toString());
    return new XyceEngine(options, new ExecutableSearch(environment::get), work);
  }

  private XyceEngine imitation(String... orders) {
    return engine(FakeXyce.install(temporary.resolve("my bin"), orders), XyceOptions.DEFAULT);
  }

  /** Repeats a recorded run, whatever it is asked for. */
  private XyceEngine recorded(String run) throws IOException {
    Recorded recorded = new Recorded(run);
    Path stdout = Files.writeString(temporary.resolve("stdout"), recorded.stdout());
    Path stderr = Files.writeString(temporary.resolve("stderr"), recorded.stderr());
    return engine(
        Scripts.write(
            temporary.resolve("recorded"),
            "cat '" + stdout + "'",
            "cat '" + stderr + "' >&2",
            "exit " + recorded.exitCode()),
        XyceOptions.DEFAULT);
  }

  private void solve(XyceEngine engine, SolverOptions options) {
    try (CircuitSolver solver = engine.load(circuit, options)) {
      solver.setParameters(net.parameters());
      solver.solve(x, null, Phase.free(free), new Phase(currents, nudged));
    }
  }

  private void requireThoseOfTheBuiltInEngine() {
    OperatingPoints expectedFree = new OperatingPoints(circuit.nodeCount(), SAMPLES);
    OperatingPoints expectedNudged = new OperatingPoints(circuit.nodeCount(), SAMPLES);
    SolverOptions tight = new SolverOptions(1, 1e-13, 200);
    try (CircuitSolver builtin = Solves.load(circuit, net.parameters(), tight)) {
      builtin.solve(x, null, Phase.free(expectedFree), new Phase(currents, expectedNudged));
    }
    assertThat(Solves.distance(free.requireConverged().voltages(), expectedFree.voltages()))
        .isLessThan(Tolerances.VOLTS);
    assertThat(Solves.distance(nudged.requireConverged().voltages(), expectedNudged.voltages()))
        .isLessThan(Tolerances.VOLTS);
  }

  @Test
  void allPhasesAreThoseOfTheBuiltInEngineWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      XyceEngine engine = imitation();
      assertThat(engine.version()).isEqualTo("7.10.0-imitated");
      solve(engine, OPTIONS);
    } finally {
      Locale.setDefault(before);
    }
    requireThoseOfTheBuiltInEngine();
    assertThat(free.iterations(0)).isEqualTo(1);
  }

  @Test
  void runsSideBySideGiveTheSameBitsAsOneAfterTheOther() {
    Path program = FakeXyce.install(temporary.resolve("my bin"));
    XyceEngine engine = engine(program, new XyceOptions(Duration.ofMinutes(5), 1));
    solve(engine, OPTIONS);
    double[] alone = free.voltages().clone();
    solve(engine, OPTIONS.withThreads(3));
    assertThat(free.voltages()).isEqualTo(alone);
    requireThoseOfTheBuiltInEngine();
  }

  @Test
  void voltagesThatDoNotFulfilKirchhoffsLawAreSolvedAgain() {
    solve(imitation("blur"), OPTIONS);
    requireThoseOfTheBuiltInEngine();
    assertThat(free.iterations(0)).isEqualTo(2);
  }

  @Test
  void aStepThatIsMissingIsTriedAgainAndThenIsAStatusOfItsSample() {
    // Steps are free, nudged, free, ...: the second free one is lost, and found as the only step of
    // the second run.
    solve(imitation("lose=2"), OPTIONS);
    requireThoseOfTheBuiltInEngine();
    assertThat(free.iterations(1)).isEqualTo(2);
    solve(imitation("lose=0"), OPTIONS);
    assertThat(free.status(0)).isEqualTo(Status.ITERATION_LIMIT);
    assertThat(free.voltage(1, 0)).isNaN();
    assertThatThrownBy(free::requireConverged).hasMessageContaining("DC Step # 1");
    nudged.requireConverged();
  }

  @Test
  void whenItDiesInTheMiddleTheRestIsReportedWithItsWords() {
    solve(imitation("die=1"), OPTIONS);
    assertThat(free.status(0)).isEqualTo(Status.CONVERGED);
    assertThat(nudged.status(0)).isEqualTo(Status.CONVERGED);
    assertThat(free.status(1)).isEqualTo(Status.SIMULATOR_ERROR);
    assertThat(free.detail(1)).isEqualTo("Netlist error: out of luck");
  }

  @Test
  void whenItHangsWhatItPrintedCounts() {
    Path program = FakeXyce.install(temporary.resolve("my bin"), "hang=3");
    solve(engine(program, new XyceOptions(Duration.ofSeconds(6), 500)), OPTIONS);
    assertThat(free.status(0)).isEqualTo(Status.CONVERGED);
    assertThat(nudged.status(0)).isEqualTo(Status.CONVERGED);
    assertThat(free.status(1)).isEqualTo(Status.CONVERGED);
    assertThat(nudged.status(1)).isEqualTo(Status.TIME_LIMIT);
    assertThat(free.status(2)).isEqualTo(Status.TIME_LIMIT);
  }

  @Test
  void aNetlistThatIsRefusedIsAnErrorInItsWords() throws IOException {
    XyceEngine engine = recorded("garbage");
    assertThatThrownBy(() -> solve(engine, OPTIONS))
        .isInstanceOf(XyceException.class)
        .hasMessageStartingWith("Xyce ended with exit code 1 and without a result:\nNetlist error")
        .hasMessageContaining("at or near line 4 Unrecognized fields for device Q9");
  }

  @Test
  void whereEveryStepFailsThereIsNoTableAndEverySampleHasItsStatus() throws IOException {
    XyceEngine engine = recorded("noconv");
    try (CircuitSolver solver = engine.load(circuit, OPTIONS)) {
      solver.setParameters(net.parameters());
      OperatingPoints point = new OperatingPoints(circuit.nodeCount(), 1);
      solver.solve(new double[3], null, Phase.free(point));
      assertThat(point.status(0)).isEqualTo(Status.ITERATION_LIMIT);
      assertThat(point.detail(0)).isEqualTo("Step size reached minimum step size bound");
    }
  }

  @Test
  void aRunWithoutResultIsNeverFilledFromAnEarlierOne() {
    Path program = FakeXyce.install(temporary.resolve("my bin"));
    try (CircuitSolver solver = engine(program, XyceOptions.DEFAULT).load(circuit, OPTIONS)) {
      solver.setParameters(net.parameters());
      solver.solve(x, null, Phase.free(free));
      free.requireConverged();
      Scripts.write(program.getParent(), "exit 0");
      assertThatThrownBy(() -> solver.solve(x, null, Phase.free(free)))
          .isInstanceOf(XyceException.class)
          .hasMessage("Xyce ended with exit code 0 and without a result:\nit printed nothing");
    }
  }

  @Test
  void aProgramThatIsNoXyceTellsNoVersion() {
    Path program = Scripts.write(temporary.resolve("other"), "echo GNU something 1.0");
    assertThatThrownBy(() -> engine(program, XyceOptions.DEFAULT).version())
        .isInstanceOf(XyceException.class)
        .hasMessageEndingWith("-v does not tell a version of Xyce, it said: GNU something 1.0");
  }

  @Test
  void withoutTheProgramNothingIsLoaded() {
    XyceEngine engine = new XyceEngine(XyceOptions.DEFAULT, new ExecutableSearch(v -> null), work);
    assertThat(engine.missing()).contains(ExecutableSearch.NOT_FOUND);
    for (Runnable use : List.<Runnable>of(engine::version, () -> engine.load(circuit, OPTIONS))) {
      assertThatThrownBy(use::run)
          .isInstanceOf(XyceException.class)
          .hasMessage(ExecutableSearch.NOT_FOUND);
    }
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatThrownBy(() -> new XyceOptions(Duration.ZERO, 1))
        .hasMessage("run limit must be positive, got PT0S");
    assertThatThrownBy(() -> new XyceOptions(Duration.ofMinutes(1), 0))
        .hasMessage("samples per run must be at least 1, got 0");
  }
}
