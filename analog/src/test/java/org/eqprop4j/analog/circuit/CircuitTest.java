package org.eqprop4j.analog.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.junit.jupiter.api.Test;

/** Zone weights of valid circuits, and what is refused with which words. */
class CircuitTest {
  private final CircuitBuilder b = new CircuitBuilder();
  private final Nodes x = input("x", 2);

  private Nodes input(String name, int count) {
    Nodes nodes = b.nodes(name, count);
    b.inputs(name, nodes);
    return nodes;
  }

  private Nodes dense(String name, Nodes rows, int units) {
    Nodes columns = b.nodes(name, units);
    b.crossbar(name, rows, columns, true);
    return columns;
  }

  private Nodes amplified(String name, Nodes inputs, double gain) {
    Nodes outputs = b.nodes(name, inputs.size());
    b.amplifiers(name, inputs, outputs, gain);
    return outputs;
  }

  private static double weight(Circuit circuit, Nodes nodes) {
    return circuit.zoneWeights().ofNode(nodes.get(0));
  }

  private void refuses(String message) {
    assertThatThrownBy(b::build).isInstanceOf(CircuitException.class).hasMessage(message);
  }

  @Test
  void weightsGrowByTheSquareOfEachGainFromTheOutputUpstream() {
    Nodes h1 = dense("h1", x, 2);
    Nodes a1 = amplified("a1", h1, 2);
    Nodes h2 = dense("h2", a1, 3);
    Nodes a2 = amplified("a2", h2, -4);
    Nodes y = dense("y", a2, 2);
    b.outputs("out", y, true);
    Circuit circuit = b.build();
    assertThat(weight(circuit, y)).isEqualTo(1);
    assertThat(weight(circuit, a2)).isEqualTo(1);
    assertThat(weight(circuit, h2)).isEqualTo(16);
    assertThat(weight(circuit, a1)).isEqualTo(16);
    assertThat(weight(circuit, h1)).isEqualTo(64);
    assertThat(circuit.zoneWeights().ofElement(x.get(0), h1.get(0))).isEqualTo(64);
    assertThat(circuit.zoneWeights().ofElement(x.get(0), x.get(1))).isZero();
  }

  @Test
  void weightsFallBehindTheFirstOutput() {
    Nodes h = dense("h", x, 2);
    Nodes a = amplified("a", h, 4);
    Nodes y = dense("y", a, 2);
    b.outputs("out", Nodes.of(h.get(0), y.get(0)), false);
    Circuit circuit = b.build();
    assertThat(weight(circuit, h)).isEqualTo(1);
    assertThat(weight(circuit, y)).isEqualTo(1 / 16.0);
  }

  @Test
  void pathsOfDifferentGainThatMeetAreRefusedByTheAmplifiersName() {
    Nodes h = dense("h", x, 1);
    Nodes loud = amplified("loud", h, 4);
    Nodes quiet = amplified("quiet", h, 2);
    Nodes y = dense("y", Nodes.concatenate(List.of(loud, quiet)), 1);
    b.outputs("out", y, false);
    assertThatThrownBy(b::build)
        .isInstanceOf(CircuitException.class)
        .hasMessageStartingWith("the circuit has no energy function: through amplifier layer '")
        .message()
        .containsAnyOf("'loud'", "'quiet'")
        .endsWith("expected equal products of squared gains");
  }

  @Test
  void pathsOfOppositeGainMayMeet() {
    Nodes h = dense("h", x, 1);
    Nodes plus = amplified("plus", h, 3);
    Nodes minus = amplified("minus", h, -3);
    Nodes y = dense("y", Nodes.concatenate(List.of(plus, minus)), 1);
    b.outputs("out", y, false);
    assertThat(weight(b.build(), h)).isEqualTo(9);
  }

  @Test
  void aFollowerOfGainOneMayRunBesideAResistor() {
    Nodes h = dense("h", x, 1);
    Nodes follower = amplified("follower", h, 1);
    Nodes y = dense("y", Nodes.concatenate(List.of(h, follower)), 1);
    b.outputs("out", y, false);
    assertThat(weight(b.build(), h)).isEqualTo(1);
  }

  @Test
  void aResistorAcrossAnAmplifierIsRefused() {
    Nodes h = dense("h", x, 1);
    Nodes a = amplified("a", h, 4);
    b.crossbar("feedback", h, a, true);
    b.outputs("out", a, false);
    assertThatThrownBy(b::build)
        .isInstanceOf(CircuitException.class)
        .hasMessageContaining("no energy function: through amplifier layer 'a'");
  }

  @Test
  void amplifiersBehindSourcesPutNoConstraintOnWeights() {
    Nodes loud = amplified("loud", x, 7);
    Nodes louder = amplified("louder", loud, 5);
    Nodes h = dense("h", Nodes.concatenate(List.of(x, loud, louder)), 2);
    Nodes y = dense("y", amplified("a", h, 2), 2);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    assertThat(weight(circuit, h)).isEqualTo(4);
    assertThat(circuit.reduction().scale(louder.get(0))).isEqualTo(35);
    assertThat(circuit.reduction().isDriven(louder.get(0))).isTrue();
  }

  @Test
  void nodesThatNothingReachesAreRefusedByName() {
    b.nodes("lonely", 1);
    b.outputs("out", dense("y", x, 1), false);
    refuses(
        "node lonely_0 floats: no conductance leads from it to a source, to ground or to a diode");
  }

  @Test
  void nodesJoinedOnlyToEachOtherAreRefused() {
    Nodes island = b.nodes("island", 2);
    b.crossbar("bridge", Nodes.of(island.get(0)), Nodes.of(island.get(1)), true);
    b.outputs("out", dense("y", x, 1), false);
    refuses(
        "node island_0 floats: no conductance leads from it to a source, to ground or to a diode");
  }

  @Test
  void aDiodeOrAResistorToGroundIsEnoughToHoldANode() {
    Nodes a = b.nodes("a", 2);
    b.crossbar("bridge", Nodes.of(a.get(0)), Nodes.of(a.get(1)), true);
    b.diodes("diode", Nodes.of(a.get(1)), Direction.DOWN, ShockleyDiode.of(1e-9), false);
    Nodes c = b.nodes("c", 1);
    b.crossbar("ground", c, Nodes.of(Circuit.GROUND), true);
    b.outputs("out", dense("y", x, 1), false);
    assertThat(b.build().reduction().unknownCount()).isEqualTo(4);
  }

  @Test
  void aNodeHeldTwiceIsRefusedWithBothLayers() {
    b.biases("bias", Nodes.of(x.get(1)), false);
    b.outputs("out", dense("y", x, 1), false);
    refuses(
        "node x_1 is held by both 'x' and 'bias', expected at most one voltage source or"
            + " amplifier output");
  }

  @Test
  void aSourceAtGroundIsRefused() {
    b.biases("bias", Nodes.of(Circuit.GROUND), false);
    b.outputs("out", dense("y", x, 1), false);
    refuses(
        "node 0 is held by both 'ground' and 'bias', expected at most one voltage source or"
            + " amplifier output");
  }

  @Test
  void aLoopOfAmplifiersIsRefused() {
    Nodes h = b.nodes("h", 2);
    b.amplifiers("there", Nodes.of(h.get(0)), Nodes.of(h.get(1)), 2);
    b.amplifiers("back", Nodes.of(h.get(1)), Nodes.of(h.get(0)), 0.5);
    b.outputs("out", dense("y", h, 1), false);
    refuses("node h_0 is amplified from itself, expected no loop");
  }

  @Test
  void foldingAnOddNumberOfNodesIsRefused() {
    Nodes y = dense("y", x, 3);
    assertThatThrownBy(() -> b.outputs("out", y, true))
        .isInstanceOf(CircuitException.class)
        .hasMessage("layer 'out' folds pairs of nodes but has an odd number, 3");
  }

  @Test
  void namesAreUnique() {
    assertThatThrownBy(() -> dense("x", x, 1))
        .isInstanceOf(CircuitException.class)
        .hasMessage("two layers are named 'x', expected unique names");
  }

  @Test
  void thereIsAtLeastOneOutput() {
    dense("y", x, 1);
    refuses("the circuit has no output, expected a current or a voltage output layer");
  }

  @Test
  void headsStandSideBySide() {
    Nodes y = dense("y", x, 3);
    b.outputs("folded", Nodes.of(y.get(0), y.get(1)), true);
    b.outputs("plain", Nodes.of(y.get(1), y.get(2)), false);
    Outputs outputs = b.build().outputs();
    assertThat(outputs.nodes()).isEqualTo(Nodes.of(y.get(0), y.get(1), y.get(1), y.get(2)));
    assertThat(outputs.outputs()).isEqualTo(3);
    assertThat(outputs.firstNode(outputs.heads().get(1))).isEqualTo(2);
    assertThat(outputs.firstOutput(outputs.heads().get(1))).isEqualTo(1);
  }

  @Test
  void impossibleShapesAndGainsAreRefusedByLayer() {
    assertThatThrownBy(() -> b.nodes("h", 0))
        .hasMessage("layer 'h' needs at least one unit, got 0");
    assertThatThrownBy(() -> b.amplifiers("a", x, b.nodes("one", 1), 2))
        .hasMessage("layer 'a' has 2 amplifier inputs but 1 outputs");
    for (double gain : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> amplified("a", x, gain))
          .hasMessage("layer 'a' has gain " + gain + ", expected a finite one other than 0");
    }
    Nodes h = dense("h", x, 2);
    assertThatThrownBy(() -> b.invertedInputs("minus", b.nodes("minus", 2), h))
        .hasMessage("layer 'minus' inverts something that is not an input layer");
    assertThatThrownBy(() -> b.invertedInputs("minus", b.nodes("minus", 3), x))
        .hasMessage("layer 'minus' has 3 units, expected 2");
  }

  @Test
  void parametersThatAreNotValidAreRefusedByLayerRowAndColumn() {
    Nodes y = dense("y", x, 3);
    b.diodes("diode", y, Direction.UP, ShockleyDiode.of(1e-9), true);
    b.outputs("out", y, false);
    Circuit circuit = b.build();
    for (double bad : new double[] {-1e-30, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] values = new double[9];
      values[5] = bad;
      assertThatThrownBy(() -> circuit.requireValid(values))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("y[1, 2] is " + bad + " S, expected a finite conductance of at least 0");
    }
    double[] values = new double[9];
    values[7] = -3;
    circuit.requireValid(values);
    values[7] = Double.NaN;
    assertThatThrownBy(() -> circuit.requireValid(values))
        .hasMessage("diode[1, 0] is NaN V, expected a finite voltage");
    assertThatThrownBy(() -> circuit.requireValid(new double[8]))
        .hasMessage("the circuit has 9 parameters, got 8 values");
    assertThatThrownBy(() -> circuit.parameter("z"))
        .hasMessage("no layer 'z' with parameters, expected one of [y, diode]");
  }
}
