package org.eqprop4j.analog.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.data.files.Npy;
import org.junit.jupiter.api.Test;

/** Shared, frozen and disabled layers, several heads, and what files keep of them. */
class GraphFeaturesTest {
  private static final Initializer RANDOM = new Initializer.Uniform(1e-7, 1e-6);
  private final Model zoo = Models.zoo(3);

  private static Model reloaded(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.save(model, out);
    Model loaded = ModelFile.load(new ByteArrayInputStream(out.toByteArray()), "bytes");
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    ModelFile.save(loaded, again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
    return loaded;
  }

  private static Use use(Model model, String name) {
    return model.uses().stream().filter(u -> u.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aLayerAppliedTwiceIsTwoCrossbarsWithOneSetOfConductances() throws IOException {
    for (Model model : List.of(zoo, reloaded(zoo))) {
      List<Element.Crossbar> crossbars =
          model.circuit().elements(Element.Crossbar.class).stream()
              .filter(c -> c.conductance().name().equals("dense"))
              .toList();
      assertThat(crossbars.stream().map(Element::name)).containsExactly("dense", "dense.2");
      assertThat(crossbars.get(1).conductance()).isEqualTo(crossbars.get(0).conductance());
      assertThat(crossbars.get(1).columns()).isNotEqualTo(crossbars.get(0).columns());
      assertThat(use(model, "dense.2").layer()).isSameAs(use(model, "dense").layer());
    }
  }

  @Test
  void sharedLayersOfDifferentWidthAreRefused() {
    Signal x = new Input("x", 3).on();
    Signal z = new Input("z", 2).on();
    Dense dense = new Dense("d", 4, RANDOM, Bounds.siemens(0, 1));
    List<Signal> heads =
        List.of(new Current("a", false).on(dense.on(x)), new Current("b", false).on(dense.on(z)));
    assertThatThrownBy(() -> new Model(List.of(x, z), heads, 1))
        .isInstanceOf(CircuitException.class)
        .hasMessageStartingWith("layer 'd' is shared, with 3 x 4 values");
  }

  @Test
  void anInputAppliedTwiceIsRefused() {
    Input input = new Input("x", 3);
    Signal a = input.on();
    Signal b = new Dense("d", 4, RANDOM, Bounds.siemens(0, 1)).on(input.on());
    assertThatThrownBy(() -> new Model(List.of(a), new Current("out", false).on(b), 1))
        .hasMessageStartingWith("layer 'x' is applied twice, expected one signal");
  }

  @Test
  void frozenLayersAreNotTrainedAndStayFrozenInTheFile() throws IOException {
    zoo.freeze("dense");
    Model loaded = reloaded(zoo);
    assertThat(loaded.frozen()).containsExactly("dense");
    assertThat(loaded.trains(loaded.circuit().parameter("dense"))).isFalse();
    assertThat(loaded.trains(loaded.circuit().parameter("local"))).isTrue();
    assertThat(loaded.trains(loaded.circuit().parameter("pooled"))).isFalse();
    loaded.unfreeze("dense");
    assertThat(loaded.trains(loaded.circuit().parameter("dense"))).isTrue();
    assertThatThrownBy(() -> zoo.freeze("nothing"))
        .hasMessageStartingWith("no layer 'nothing', expected one of [image, ");
  }

  @Test
  void disabledLayersHaveNoElementsButKeepTheirValues() throws IOException {
    Model without = zoo.without("below", "current");
    Model loaded = reloaded(without);
    for (Model model : List.of(without, loaded)) {
      assertThat(model.disabled()).containsExactlyInAnyOrder("below", "current");
      assertThat(use(model, "below").elements()).isEmpty();
      assertThat(model.circuit().elements(Element.BiasCurrents.class)).isEmpty();
      assertThat(model.parameters()).isEqualTo(zoo.parameters());
      assertThat(model.circuit().parameters()).isEqualTo(zoo.circuit().parameters());
    }
    assertThat(loaded.without().circuit().elements()).isEqualTo(zoo.circuit().elements());
  }

  @Test
  void whatHoldsANodeOrTheSampleCannotBeDisabled() {
    assertThatThrownBy(() -> zoo.without("series"))
        .isInstanceOf(CircuitException.class)
        .hasMessageContaining("floats");
    assertThatThrownBy(() -> zoo.without("image"))
        .hasMessage("layer 'image' is an input, which cannot be disabled");
    assertThatThrownBy(() -> zoo.without("first", "second"))
        .hasMessageStartingWith("the circuit has no output");
    assertThatThrownBy(() -> zoo.without("nothing")).hasMessageStartingWith("no layer 'nothing'");
    assertThat(zoo.without("second").circuit().outputs().outputs()).isEqualTo(3);
  }

  @Test
  void theSummaryTellsShapesSharesAndFlags() {
    zoo.freeze("dense");
    assertThat(zoo.without("current").summary())
        .containsPattern("local +LocallyConnected2D +4 x 4 x 2 +32 +400 +400 +stack")
        .containsPattern("pooled +AveragePooling2D +2 x 2 x 2 +8 +32 +1 +amplified")
        .containsPattern("dense.2 +Dense +6 +6 +24 +0 +half/1 \\(shares the parameters of dense\\)")
        .contains("(frozen)")
        .containsPattern("current +BiasCurrent +4 x 4 x 2 +0 +0 +32 +local \\(disabled\\)")
        .contains("16 inputs, 6 outputs");
  }

  @Test
  void initialValuesComeFromAFileOnlyOnce() throws IOException {
    Path file = Files.createTempFile("weights", ".npy");
    double[] values = {1e-6, 2e-6, 3e-6, 4e-6, 5e-6, 6e-6};
    Files.write(file, Npy.write(values, 3, 2));
    Signal x = new Input("x", 3).on();
    Initializer fromFile = new Initializer.FromFile(file.toString());
    Signal d = new Dense("d", 2, fromFile, Bounds.siemens(0, 1)).on(x);
    Model model = new Model(List.of(x), new Current("out", false).on(d), 1);
    assertThat(model.parameters()).isEqualTo(values);
    Files.delete(file);
    assertThat(reloaded(model).parameters()).isEqualTo(values);
    assertThatThrownBy(() -> new Model(List.of(x), new Current("out", false).on(d), 1))
        .isInstanceOf(CircuitException.class)
        .hasMessage("layer 'd': there is no file " + file);
  }
}
