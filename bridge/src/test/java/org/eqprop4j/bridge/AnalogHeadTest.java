package org.eqprop4j.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eqprop4j.bridge.Heads.BIAS_VOLTS;
import static org.eqprop4j.bridge.Heads.BOUNDS;
import static org.eqprop4j.bridge.Heads.DIODE_BIAS;

import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.model.Model;
import org.junit.jupiter.api.Test;

class AnalogHeadTest {
  private static final double GAIN = 4;

  private final Model model = Heads.head(100, GAIN).build(128, 10, 1);
  private final Circuit circuit = model.circuit();

  private static Element.Crossbar crossbar(Circuit circuit, String name) {
    return circuit.elements(Element.Crossbar.class).stream()
        .filter(crossbar -> crossbar.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private double[] values(Parameter p) {
    return Arrays.copyOfRange(model.parameters(), p.offset(), p.end());
  }

  @Test
  void theFirstLayerJoinsDoubledInputsAndABiasToTheHiddenNodes() {
    Element.Crossbar first = crossbar(circuit, AnalogHead.FIRST);

    assertThat(first.rows().size()).isEqualTo(2 * 128 + 1);
    assertThat(first.columns().size()).isEqualTo(100);
    assertThat(circuit.featureCount()).isEqualTo(128);
  }

  @Test
  void theSecondLayerJoinsAmplifiedHiddenNodesAndABiasToTwoNodesForEachClass() {
    Element.Crossbar second = crossbar(circuit, AnalogHead.SECOND);

    assertThat(second.rows().size()).isEqualTo(100 + 1);
    assertThat(second.columns().size()).isEqualTo(2 * 10);
    assertThat(circuit.outputs().nodes()).isEqualTo(second.columns());
    assertThat(circuit.outputs().heads().get(0).folded()).isTrue();
    assertThat(circuit.outputs().outputs()).isEqualTo(10);
  }

  @Test
  void nodesResistorsAndParametersAreAsManyAsTheFigureHas() {
    int resistors = 257 * 100 + 101 * 20;
    assertThat(crossbar(circuit, AnalogHead.FIRST).conductance().size()).isEqualTo(25_700);
    assertThat(crossbar(circuit, AnalogHead.SECOND).conductance().size()).isEqualTo(2_020);
    // Two bias sources, and a source behind each of two diodes at each hidden node.
    assertThat(circuit.parameterCount()).isEqualTo(resistors + 2 + 2 * 100);
    // Ground, inputs with bias, hidden nodes before and behind amplifiers, second bias, outputs.
    assertThat(circuit.nodeCount()).isEqualTo(1 + 257 + 2 * 100 + 1 + 20);
    assertThat(circuit.reduction().unknownCount()).isEqualTo(100 + 20);
  }

  @Test
  void thePapersIrisModelHasNineInputNodesTenHiddenAndSixOutputs() {
    Circuit iris = Heads.head(10, GAIN).build(4, 3, 1).circuit();

    assertThat(crossbar(iris, AnalogHead.FIRST).rows().size()).isEqualTo(9);
    assertThat(crossbar(iris, AnalogHead.FIRST).columns().size()).isEqualTo(10);
    assertThat(iris.outputs().nodes().size()).isEqualTo(6);
  }

  @Test
  void zonesUpstreamOfTheAmplifiersWeighTheSquareOfTheGain() {
    Element.Crossbar first = crossbar(circuit, AnalogHead.FIRST);
    Element.Crossbar second = crossbar(circuit, AnalogHead.SECOND);

    assertThat(circuit.zoneWeights().ofNode(first.columns().get(0))).isEqualTo(GAIN * GAIN);
    assertThat(circuit.zoneWeights().ofNode(second.rows().get(0))).isEqualTo(1);
    assertThat(circuit.zoneWeights().ofNode(second.columns().get(0))).isEqualTo(1);
  }

  @Test
  void everyHiddenNodeIsLimitedFromBothSidesAndAmplified() {
    Element.Crossbar first = crossbar(circuit, AnalogHead.FIRST);
    List<Element.Diodes> diodes = circuit.elements(Element.Diodes.class);
    assertThat(diodes)
        .extracting(Element.Diodes::direction)
        .containsExactly(Direction.DOWN, Direction.UP);
    assertThat(diodes).allSatisfy(pair -> assertThat(pair.nodes()).isEqualTo(first.columns()));
    assertThat(values(diodes.get(0).bias())).containsOnly(DIODE_BIAS);
    assertThat(values(diodes.get(1).bias())).containsOnly(-DIODE_BIAS);
    assertThat(circuit.elements(Element.Amplifiers.class))
        .singleElement()
        .satisfies(
            amplifiers -> {
              assertThat(amplifiers.inputs()).isEqualTo(first.columns());
              assertThat(amplifiers.gain()).isEqualTo(GAIN);
            });
  }

  @Test
  void inputsComeWithBothSignsInTheOrderOfTheFeatures() {
    List<Element.VoltageInputs> inputs = circuit.elements(Element.VoltageInputs.class);

    assertThat(inputs).extracting(Element.VoltageInputs::sign).containsExactly(1, -1);
    assertThat(inputs).extracting(Element.VoltageInputs::firstFeature).containsOnly(0);
    Element.Crossbar first = crossbar(circuit, AnalogHead.FIRST);
    for (int i = 0; i < 128; i++) {
      assertThat(first.rows().get(i)).isEqualTo(inputs.get(0).nodes().get(i));
      assertThat(first.rows().get(128 + i)).isEqualTo(inputs.get(1).nodes().get(i));
    }
  }

  @Test
  void onlyConductancesAreTrainedAndTheyStartWithinTheirBounds() {
    for (Parameter p : circuit.parameters()) {
      boolean conductance = p.kind() == Parameter.Kind.CONDUCTANCE;
      assertThat(p.trainable()).as(p.name()).isEqualTo(conductance);
      if (conductance) {
        assertThat(model.bounds(p)).isEqualTo(BOUNDS);
        double[] sorted = Arrays.stream(values(p)).sorted().toArray();
        assertThat(sorted[0]).isGreaterThanOrEqualTo(BOUNDS.low());
        assertThat(sorted[sorted.length - 1]).isBetween(0.9e-6, 1e-6);
      }
    }
    assertThat(values(circuit.parameter("b1"))).containsExactly(BIAS_VOLTS);
    assertThat(values(circuit.parameter("b2"))).containsExactly(BIAS_VOLTS);
  }

  @Test
  void theSeedDecidesTheConductances() {
    AnalogHead head = Heads.head(100, GAIN);

    assertThat(head.build(128, 10, 1).parameters()).isEqualTo(model.parameters());
    assertThat(head.build(128, 10, 2).parameters()).isNotEqualTo(model.parameters());
  }
}
