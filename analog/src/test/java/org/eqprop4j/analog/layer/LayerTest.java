package org.eqprop4j.analog.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.junit.jupiter.api.Test;

/** Layers, what they start with, and the models made of them. */
class LayerTest {
  private static final Bounds OPEN = Bounds.siemens(0, 1);
  private static final Initializer ONE = new Initializer.Constant(1e-6);

  private static double[] draw(Initializer initializer) {
    return initializer.draw(new Initializer.Block(40, 60, 40, 60), new SplittableRandom(1));
  }

  @Test
  void initialisersDrawWithinTheirWindowsAndFillThem() {
    double[] uniform = draw(new Initializer.Uniform(2, 4));
    assertThat(Arrays.stream(uniform)).hasSize(2400).allMatch(v -> v >= 2 && v <= 4);
    // Standard error of the mean: 2 / sqrt(12 * 2400) = 0.012.
    assertThat(Arrays.stream(uniform).average().orElseThrow()).isBetween(2.94, 3.06);
    double[] log = draw(new Initializer.LogUniform(1e-8, 1e-4));
    assertThat(Arrays.stream(log)).allMatch(v -> v >= 1e-8 && v <= 1e-4 * (1 + 1e-12));
    assertThat(Arrays.stream(log).map(Math::log10).average().orElseThrow()).isBetween(-6.12, -5.88);
    double[] glorot = draw(new Initializer.Glorot(1e-7, 1e-5));
    double top = 1e-5 / Math.sqrt(101);
    assertThat(Arrays.stream(glorot))
        .allMatch(v -> v >= 1e-7 && v <= top)
        .anyMatch(v -> v > 0.99 * top);
    assertThat(draw(new Initializer.Constant(3))).containsOnly(3);
  }

  @Test
  void impossibleWindowsAreRefused() {
    assertThatThrownBy(() -> new Initializer.Uniform(2, 1))
        .hasMessage("initial values must lie in a window with low <= high, got 2.0 to 1.0");
    assertThatThrownBy(() -> new Initializer.LogUniform(0, 1))
        .hasMessage("initial values must lie in a window with low <= high, got 0.0 to 1.0");
    assertThatThrownBy(() -> new Initializer.Uniform(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> draw(new Initializer.Glorot(1e-6, 1e-6)))
        .hasMessageStartingWith("glorot window is empty for 40 x 60: 1.0E-6 to ");
  }

  @Test
  void negativeAndEmptyBoundsAreRefused() {
    assertThatThrownBy(() -> new Dense("h", 3, ONE, new Bounds(-1e-9, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer 'h' has lower conductance bound -1.0E-9 S, expected at least 0 S");
    assertThatThrownBy(() -> Bounds.siemens(-1, 1))
        .hasMessage("conductance bound must be at least 0 S, got -1.0");
    assertThatThrownBy(() -> new Bounds(2, 1))
        .hasMessage("lower bound 2.0 must not be above the upper bound 1.0");
    assertThatThrownBy(() -> new Bounds(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void initialValuesAreKeptToTheBounds() {
    Signal x = new Input("x", 2).on();
    Signal h = new Dense("h", 3, ONE, Bounds.siemens(0, 1e-7)).on(x);
    Model model = new Model(List.of(x), new Current("out", false).on(h), 1);
    assertThat(model.parameters()).containsOnly(1e-7);
  }

  @Test
  void aSeedAndALayersNameAloneDetermineItsInitialValues() {
    Model small = Models.classifier(4, 10, 3, 7);
    assertThat(Models.classifier(4, 10, 3, 7).parameters()).isEqualTo(small.parameters());
    assertThat(Models.classifier(4, 10, 3, 8).parameters()).isNotEqualTo(small.parameters());
    Model wide = Models.classifier(4, 10, 5, 7);
    assertThat(values(wide, "hidden")).isEqualTo(values(small, "hidden"));
  }

  private static double[] values(Model model, String layer) {
    var p = model.circuit().parameter(layer);
    return Arrays.copyOfRange(model.parameters(), p.offset(), p.end());
  }

  @Test
  void featuresStandInTheOrderOfTheModelsInputs() {
    Circuit circuit = Models.everything().circuit();
    assertThat(circuit.featureCount()).isEqualTo(5);
    int more = circuit.reduction().index(1);
    assertThat(circuit.nodeName(1)).isEqualTo("more inputs_0");
    assertThat(more).isZero();
  }

  @Test
  void namesAreUniqueEvenOfLayersWithoutElements() {
    Signal x = new Input("x", 2).on();
    Signal both = new Concatenate("x").on(x, x);
    Signal h = new Dense("h", 3, ONE, OPEN).on(both);
    assertThatThrownBy(() -> new Model(List.of(x), new Current("out", false).on(h), 1))
        .isInstanceOf(CircuitException.class)
        .hasMessage("two layers are named 'x', expected unique names");
  }

  @Test
  void layersAppliedToTooManySignalsAreRefused() {
    Signal x = new Input("x", 2).on();
    Signal h = new Dense("h", 3, ONE, OPEN).on(x, x);
    assertThatThrownBy(() -> new Model(List.of(x), new Current("out", false).on(h), 1))
        .isInstanceOf(CircuitException.class)
        .hasMessage("layer 'h' takes 1 input signals, got 2");
    Signal odd = new Input("odd", 2).on(x);
    assertThatThrownBy(() -> new Model(List.of(odd), new Current("out", false).on(odd), 1))
        .hasMessage("layer 'odd' takes 0 input signals, got 1");
  }

  @Test
  void theSummaryCountsNodesAndParameters() {
    assertThat(Models.classifier(4, 10, 3, 1).summary())
        .contains(
            "hidden           Dense                10                   10        90         90  all")
        .contains(
            "36 nodes, 16 unknown, 195 elements, 171 parameters, 150 trained, 4 inputs, 3 outputs");
  }
}
