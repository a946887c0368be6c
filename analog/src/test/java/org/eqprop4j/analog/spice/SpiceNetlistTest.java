package org.eqprop4j.analog.spice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.MosfetDiode;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Devices;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Netlists as text, and what the unmodified ngspice program makes of them. */
class SpiceNetlistTest {
  private static final double VOLTS = 1e-9;

  @TempDir Path directory;

  private void assertThatNgspiceAgrees(
      Circuit circuit, double[] parameters, double[] x, double[] currents, int samples)
      throws Exception {
    SpiceNetlist netlist = new SpiceNetlist(circuit, parameters, x, currents, samples);
    Path file = directory.resolve("circuit.cir");
    netlist.save(file);
    Map<String, double[]> found = NgspiceProgram.run(file);
    OperatingPoints expected = new OperatingPoints(circuit.nodeCount(), samples);
    try (CircuitSolver solver =
        Solves.load(circuit, parameters, new SolverOptions(1, 1e-12, 200))) {
      solver.solve(x, null, new Phase(currents, expected));
    }
    expected.requireConverged();
    for (int node = 1; node < circuit.nodeCount(); node++) {
      double[] volts = found.get("v(" + netlist.nodeName(node) + ")");
      assertThat(volts).as(circuit.nodeName(node)).hasSize(samples);
      for (int s = 0; s < samples; s++) {
        assertThat(volts[s])
            .as(circuit.nodeName(node))
            .isCloseTo(expected.voltage(node, s), within(VOLTS));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void ngspiceFindsTheSameVoltagesInRandomCircuits(int samples) throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] gains = random.doubles(seed % 3, -4, 4).toArray();
      RandomCircuit net = RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, false, gains);
      double[] x = RandomCircuit.uniform(random, net.circuit().featureCount() * samples, 1);
      double[] currents =
          RandomCircuit.uniform(random, net.circuit().outputs().nodes().size() * samples, 1e-7);
      assertThatNgspiceAgrees(
          net.circuit(), net.parameters(), x, seed % 2 == 0 ? null : currents, samples);
    }
  }

  @Test
  void ngspiceFindsTheSameVoltagesInAHeadWithMorePinsThanASubcircuitMayHave() throws Exception {
    Model head = HeadModel.of(600, 4, 3, 1);
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 600, 2);
    assertThatNgspiceAgrees(head.circuit(), head.parameters(), x, null, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void ngspiceFindsTheSameVoltagesBehindEveryLayer(int samples) throws Exception {
    Model zoo = Models.zoo(1);
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 16 * samples, 1);
    double[] currents = RandomCircuit.uniform(new SplittableRandom(2), 9 * samples, 1e-7);
    assertThatNgspiceAgrees(zoo.circuit(), zoo.parameters(), x, currents, samples);
  }

  @Test
  @Tag("slow")
  void ngspiceFindsTheSameVoltagesInABatchOfTheFashionMnistHead() throws Exception {
    Model head = HeadModel.fashion(1);
    int samples = 20;
    double[] x = RandomCircuit.uniform(new SplittableRandom(1), 128 * samples, 2);
    assertThatNgspiceAgrees(head.circuit(), head.parameters(), x, null, samples);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-40, 27, 85})
  void diodesAreAtTheirTemperature(double celsius) throws Exception {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 1);
    b.crossbar("w", x, y, true);
    b.diodes("d", y, Direction.DOWN, new ShockleyDiode(1e-12, 1.3, celsius), true);
    b.outputs("out", y, false);
    assertThatNgspiceAgrees(b.build(), new double[] {1e-4, 0.1}, new double[] {1}, null, 1);
  }

  /** Names that differ in case alone, with blanks, with a digit first, and SPICE's own words. */
  @Test
  void layersMayBeNamedAnything() throws Exception {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("1st layer\n.end", 1);
    b.inputs("1st layer\n.end", x);
    Nodes y = b.nodes("sample", 1);
    Nodes z = b.nodes("SAMPLE", 1);
    b.crossbar("gnd", x, y, true);
    b.crossbar("GND", y, z, true);
    b.crossbar("pick", Nodes.of(Circuit.GROUND), z, true);
    b.outputs("$out", Nodes.concatenate(List.of(y, z)), false);
    double[] x2 = {1, 2};
    assertThatNgspiceAgrees(b.build(), new double[] {1e-6, 2e-6, 3e-6}, x2, null, 2);
  }

  @Test
  void textIsWhatBothSimulatorsTake() {
    SplittableRandom random = new SplittableRandom(3);
    RandomCircuit net = RandomCircuit.of(random, Ranges.MILD, Outputs.LAST_LAYER, true, 2, 3);
    int samples = 2;
    double[] x = RandomCircuit.uniform(random, net.circuit().featureCount() * samples, 1);
    SpiceNetlist netlist = new SpiceNetlist(net.circuit(), net.parameters(), x, null, samples);
    String text = netlist.toString();
    assertThat(netlist.toString()).isEqualTo(text);
    assertThat(text).startsWith("EqProp4J").endsWith("\n.end\n");
    assertThat(text.toLowerCase(Locale.ROOT))
        .doesNotContain("$", ".control", ".subckt", ".include", ".lib", "alter");
    List<String> devices =
        text.lines().filter(l -> l.matches("[a-z].*")).map(l -> l.split(" ", 0)[0]).toList();
    assertThat(devices).doesNotHaveDuplicates();
    List<String> followers = text.lines().filter(l -> l.startsWith("f")).toList();
    assertThat(followers)
        .isNotEmpty()
        .allSatisfy(l -> assertThat(l.split(" ", 0)[3]).startsWith("v").isIn(devices));
    assertThat(text.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(1000));
  }

  @Test
  void conductancesRoundTripExactlyWithLayerRowAndColumn() {
    Model head = HeadModel.of(3, 4, 2, 5);
    double[] x = {0.1, 1.0 / 3, -2};
    head.parameters()[5] = 0;
    String text = new SpiceNetlist(head.circuit(), head.parameters(), x, null, 1).toString();
    int checked = 0;
    for (String layer : List.of("d1", "d2")) {
      var parameter = head.circuit().parameter(layer);
      for (int i = parameter.offset(); i < parameter.end(); i++) {
        String where = Pattern.quote("; " + head.circuit().describeParameter(i) + " ");
        double[] found =
            Pattern.compile("(?m) (\\S+) " + where + "(\\S+) S$")
                .matcher(text)
                .results()
                .flatMap(m -> Arrays.stream(new String[] {m.group(1), m.group(2)}))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double g = head.parameters()[i];
        assertThat(found).isEqualTo(g == 0 ? new double[0] : new double[] {1 / g, g});
        checked++;
      }
    }
    assertThat(checked).isEqualTo(7 * 4 + 5 * 4);
    assertThat(
            Pattern.compile("(?m)^vxp_\\d \\S+ 0 (\\S+) ; xp\\[\\d\\]$")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(line -> Double.parseDouble(line.split(" ", 0)[3])))
        .containsExactly(0.1, 1.0 / 3, -2.0);
  }

  @Test
  void notesStandAtTheHeadAndCannotEndTheComment() {
    Model head = HeadModel.of(1, 1, 1, 5);
    SpiceNetlist netlist =
        new SpiceNetlist(head.circuit(), head.parameters(), new double[1], null, 1);
    netlist.note("sample 0: a\n.end");
    assertThat(netlist.toString().lines().skip(2)).startsWith("* sample 0: a .end");
  }

  @Test
  void aFileIsReplacedAsAWhole() throws Exception {
    Model head = HeadModel.of(1, 1, 1, 5);
    Path file = directory.resolve("head.cir");
    Files.writeString(file, "something else");
    SpiceNetlist netlist =
        new SpiceNetlist(head.circuit(), head.parameters(), new double[1], null, 1);
    netlist.save(file);
    assertThat(file).hasContent(netlist.toString());
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void misuseIsRefused() {
    Model head = HeadModel.of(2, 1, 1, 5);
    Circuit circuit = head.circuit();
    double[] p = head.parameters();
    assertThatThrownBy(() -> new SpiceNetlist(circuit, p, new double[0], null, 0))
        .hasMessage("a netlist needs at least one sample, got 0");
    assertThatThrownBy(() -> new SpiceNetlist(circuit, p, new double[3], null, 1))
        .hasMessage("expected 2 input voltages for the batch, got 3");
    assertThatThrownBy(() -> new SpiceNetlist(circuit, p, new double[2], new double[1], 1))
        .hasMessage("expected 2 injected currents for the batch, got 1");
    assertThatThrownBy(() -> new SpiceNetlist(circuit, p, new double[] {1, Double.NaN}, null, 1))
        .hasMessage("one of the input voltages is NaN, expected finite values");
  }

  static List<DiodeModel> devices() {
    return Stream.concat(Devices.all().stream(), Devices.ofNgspiceAlone().stream()).toList();
  }

  /** Through conductances of 0.1 mS and 10 mS, over -5 to 1 V and beyond. */
  @ParameterizedTest
  @MethodSource("devices")
  void ngspiceFindsTheSameVoltagesAtADeviceOverItsWholeRange(DiodeModel model) throws Exception {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 2);
    b.crossbar("w", x, y, true);
    b.diodes("down", Nodes.of(y.get(0)), Direction.DOWN, model, true);
    b.diodes("up", Nodes.of(y.get(1)), Direction.UP, model, true);
    b.outputs("out", y, false);
    int samples = 61;
    double[] sources = IntStream.range(0, samples).mapToDouble(s -> -6 + 0.2 * s).toArray();
    for (double siemens : new double[] {1e-4, 1e-2}) {
      double[] parameters = {siemens, siemens, 0.05, -0.1};
      assertThatNgspiceAgrees(b.build(), parameters, sources, null, samples);
    }
  }

  @Test
  void devicesOfEveryKindStandInTheNetlistBothWays() throws Exception {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes y = b.nodes("y", 2);
    b.crossbar("w", x, y, true);
    b.diodes("linear", y, Direction.DOWN, new PiecewiseLinearDiode(0.25, 10, 1e6), true);
    b.diodes("mos", y, Direction.UP, new MosfetDiode(0.5, 2e-5, 0.125, 2e-6, 1e-6), true);
    b.outputs("out", y, false);
    double[] p = {1e-5, 2e-5, 0.1, 0.2, -0.1, -0.2};
    SpiceNetlist netlist = new SpiceNetlist(b.build(), p, new double[] {1}, null, 1);
    assertThat(netlist.toString().lines())
        .contains(
            "blinear_1 y_1 linear_source_1 "
                + "I={V(y_1,linear_source_1)/1000000.0+max(V(y_1,linear_source_1)-0.25,0)*0.099999}"
                + " ; linear[1]",
            "mmos_0 y_0 mos_source_0 mos_source_0 mos_source_0 diode0 w=2.0E-6 l=1.0E-6 ; mos[0]",
            ".model diode0 nmos level=1 vto=0.5 kp=2.0E-5 lambda=0.125 is=0");
    double[] x3 = {-3, 0.3, 3};
    assertThatNgspiceAgrees(b.build(), p, x3, null, 3);
  }
}
