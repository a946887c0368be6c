package org.eqprop4j.analog.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;

/** Layers that rearrange nodes. */
class ShapeLayersTest {
  private static final Initializer RANDOM = new Initializer.Uniform(1e-7, 1e-6);
  private static final Bounds OPEN = Bounds.siemens(0, 1);

  private static NodeArray array(Shape shape, int... nodes) {
    return new NodeArray(Nodes.of(nodes), shape);
  }

  private static NodeArray emit(Layer layer, NodeArray... inputs) {
    return layer.emit(new CircuitBuilder(), layer.name(), List.of(inputs));
  }

  @Test
  void stackingMakesChannels() {
    NodeArray stacked =
        emit(new Stack("s"), array(Shape.of(2, 2), 1, 2, 3, 4), array(Shape.of(2, 2), 5, 6, 7, 8));
    assertThat(stacked).isEqualTo(array(Shape.of(2, 2, 2), 1, 5, 2, 6, 3, 7, 4, 8));
  }

  @Test
  void concatenationIsAlongTheLastAxis() {
    NodeArray joined =
        emit(new Concatenate("c"), array(Shape.of(2, 1), 1, 2), array(Shape.of(2, 2), 3, 4, 5, 6));
    assertThat(joined).isEqualTo(array(Shape.of(2, 3), 1, 3, 4, 2, 5, 6));
    assertThat(emit(new Concatenate("c"), array(Shape.of(2), 1, 2), array(Shape.of(1), 7)))
        .isEqualTo(array(Shape.of(3), 1, 2, 7));
  }

  @Test
  void splittingTakesAPartOfTheLastAxis() {
    NodeArray whole = array(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertThat(emit(new Split("s", 1, 2), whole)).isEqualTo(array(Shape.of(2, 2), 2, 3, 5, 6));
    assertThat(Split.into("s", new Input("x", 5).on(), 2, 3).stream().map(Signal::layer))
        .containsExactly(new Split("s/0", 0, 2), new Split("s/1", 2, 3));
  }

  @Test
  void reshapingKeepsTheOrder() {
    assertThat(emit(new Reshape("r", Shape.of(3, 2)), array(Shape.of(6), 1, 2, 3, 4, 5, 6)))
        .isEqualTo(array(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
  }

  @Test
  void shapesThatDoNotFitAreRefusedByLayer() {
    NodeArray two = array(Shape.of(2), 1, 2);
    NodeArray row = array(Shape.of(1, 2), 1, 2);
    Stream.of(
            new Object[] {new Reshape("r", Shape.of(3)), "layer 'r' cannot make 3 of 2"},
            new Object[] {new Split("s", 1, 2), "layer 's' takes 2 places from 1 on, but the last"},
            new Object[] {new Stack("t"), "layer 't' takes at least one input signal, got none"},
            new Object[] {new Join("j"), "layer 'j' takes at least 2 input signals, got 1"})
        .forEach(
            c -> {
              NodeArray[] inputs = c[0] instanceof Stack ? new NodeArray[0] : new NodeArray[] {two};
              assertThatThrownBy(() -> emit((Layer) c[0], inputs))
                  .isInstanceOf(CircuitException.class)
                  .hasMessageStartingWith((String) c[1]);
            });
    assertThatThrownBy(() -> emit(new Stack("t"), two, row))
        .hasMessage("layer 't' stacks 2 and 1 x 2, expected equal shapes");
    assertThatThrownBy(() -> emit(new Join("j"), two, row))
        .hasMessage("layer 'j' joins 2 and 1 x 2, expected equal shapes");
    assertThatThrownBy(() -> emit(new Concatenate("c"), two, row))
        .hasMessageStartingWith("layer 'c' concatenates 2 and 1 x 2, expected shapes that");
    assertThatThrownBy(() -> Shape.of(2, 0)).hasMessageContaining("axes of at least 1, got [2, 0]");
  }

  @Test
  void joinedUnitsAreThoseOfOneCrossbarFromBothInputs() {
    Signal x = new Input("x", 3).on();
    Signal z = new Input("z", 2).on();
    Signal a = new Dense("a", 4, RANDOM, OPEN).on(x);
    Signal b = new Dense("b", 4, RANDOM, OPEN).on(z);
    Model joined =
        new Model(List.of(x, z), new Current("out", false).on(new Join("j").on(a, b)), 1);
    Signal both = new Concatenate("both").on(x, z);
    Model one =
        new Model(
            List.of(x, z),
            new Current("out", false).on(new Dense("c", 4, RANDOM, OPEN).on(both)),
            1);
    one.setParameters(joined.parameters());
    double[] features = {0.3, -0.5, 0.9, 1, -1};
    assertThat(answer(joined, features)).containsExactly(answer(one, features), within(1e-12));
  }

  private static double[] answer(Model model, double[] features) {
    OperatingPoints points =
        Solves.free(
            model.circuit(), model.parameters(), features, 1, new SolverOptions(1, 1e-13, 200));
    return Arrays.stream(model.circuit().outputs().nodes().toArray())
        .mapToDouble(node -> points.voltage(node, 0))
        .toArray();
  }
}
