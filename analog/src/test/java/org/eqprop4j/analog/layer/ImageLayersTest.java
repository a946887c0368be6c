package org.eqprop4j.analog.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Window.Padding;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;

/** Layers on images against windows worked out by hand: unloaded units are at weighted means. */
class ImageLayersTest {
  private static final Initializer RANDOM = new Initializer.Uniform(1e-7, 1e-6);
  private static final Bounds OPEN = Bounds.siemens(0, 1);

  private static double[] answer(Model model, double... features) {
    OperatingPoints points =
        Solves.free(
            model.circuit(), model.parameters(), features, 1, new SolverOptions(1, 1e-13, 200));
    return Arrays.stream(model.circuit().outputs().nodes().toArray())
        .mapToDouble(node -> points.voltage(node, 0))
        .toArray();
  }

  private static Model model(Shape image, Layer layer) {
    Signal x = new Input("x", image).on();
    return new Model(List.of(x), new Current("out", false).on(layer.on(x)), 5);
  }

  /** 2 x 2 pixels, window 2 x 1, stride 1, one place in each column. */
  @Test
  void aWindowOfTwoPixelsIsADivider() {
    Window window = new Window(new Size(2, 1), Size.square(1), Padding.VALID);
    Model model = model(Shape.of(2, 2, 1), new LocallyConnected2D("lc", 1, window, RANDOM, OPEN));
    model.setParameters(new double[] {1e-6, 3e-6, 2e-6, 2e-6});
    // Pixels row by row: the left column is 0.4 and 0.8, the right one -0.2 and 1.
    assertThat(answer(model, 0.4, -0.2, 0.8, 1))
        .containsExactly(
            new double[] {(0.4 + 3 * 0.8) / 4, (2 * -0.2 + 2 * 1.0) / 4}, within(1e-12));
  }

  /** 3 x 5 x 2, window 2 x 3, stride 2 x 2, padded: 2 x 3 places, the surplus below and aside. */
  @Test
  void beyondTheBorderOfAPaddedImageThereIsNoResistor() {
    Window window = new Window(new Size(2, 3), Size.square(2), Padding.SAME);
    Model model = model(Shape.of(3, 5, 2), new LocallyConnected2D("lc", 2, window, RANDOM, OPEN));
    int[][] rows = {{0, 1}, {2}};
    int[][] columns = {{0, 1}, {1, 2, 3}, {3, 4}};
    double[] x = new SplittableRandom(3).doubles(30, -1, 1).toArray();
    double[] expected = new double[2 * 3 * 2];
    int parameter = 0;
    int unit = 0;
    for (int[] rowsOfPlace : rows) {
      for (int[] columnsOfPlace : columns) {
        for (int filter = 0; filter < 2; filter++) {
          double siemens = 0;
          double amperes = 0;
          for (int row : rowsOfPlace) {
            for (int column : columnsOfPlace) {
              for (int channel = 0; channel < 2; channel++) {
                double g = model.parameters()[parameter++];
                siemens += g;
                amperes += g * x[(row * 5 + column) * 2 + channel];
              }
            }
          }
          expected[unit++] = amperes / siemens;
        }
      }
    }
    assertThat(parameter).isEqualTo(model.circuit().parameterCount()).isEqualTo(84);
    assertThat(answer(model, x)).containsExactly(expected, within(1e-12));
  }

  @Test
  void anUnpaddedWindowStaysWithinTheImage() {
    Window window = new Window(Size.square(3), Size.square(2), Padding.VALID);
    Model model = model(Shape.of(6, 7, 1), new LocallyConnected2D("lc", 4, window, RANDOM, OPEN));
    assertThat(model.uses().get(1).output().shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(model.circuit().parameterCount()).isEqualTo(2 * 3 * 4 * 9);
  }

  @Test
  void poolingTakesTheMeanOfEachChannel() {
    Window window = new Window(Size.square(2), Size.square(2), Padding.SAME);
    Model model = model(Shape.of(3, 4, 2), new AveragePooling2D("pool", window, 1e-6));
    double[] x = IntStream.range(0, 24).mapToDouble(i -> i % 2 == 0 ? i : 100 - i).toArray();
    // Pixel p of channel 0 is 2 p, of channel 1 99 - 2 p, with p counted row by row.
    assertThat(answer(model, x))
        .containsExactly(new double[] {5, 94, 9, 90, 17, 82, 21, 78}, within(1e-10));
    Parameter siemens = model.circuit().parameter("pool");
    assertThat(siemens.size()).isEqualTo(1);
    assertThat(siemens.trainable()).isFalse();
    assertThat(model.circuit().elements(Element.Resistors.class).get(0).count()).isEqualTo(24);
  }

  @Test
  void whatIsNoImageOrTooSmallIsRefusedByLayer() {
    Window window = new Window(Size.square(3), Size.square(1), Padding.VALID);
    Layer local = new LocallyConnected2D("lc", 1, window, RANDOM, OPEN);
    assertThatThrownBy(() -> model(Shape.of(10), local))
        .isInstanceOf(CircuitException.class)
        .hasMessage("layer 'lc' takes an image of height x width x channels, got 10; reshape it");
    assertThatThrownBy(() -> model(Shape.of(2, 5, 1), local))
        .hasMessage("layer 'lc' has a window of 3 x 3, which does not fit into 2 x 5 x 1");
    assertThatThrownBy(() -> model(Shape.of(16), new AveragePooling2D("pool", window, 1)))
        .hasMessageStartingWith("layer 'pool' takes an image");
    assertThatThrownBy(() -> new AveragePooling2D("pool", window, 0))
        .hasMessage("layer 'pool' has conductance 0.0 S, expected a positive one");
    assertThatThrownBy(() -> new Size(0, 2)).hasMessageContaining("at least 1, got 0 x 2");
  }

  /** Fan-in 4 x 1 pixels, fan-out 2 filters in every one of the 3 x 3 places that see a pixel. */
  @Test
  void initialisersSeeTheMeanFansOfTheWiring() {
    Window window = new Window(Size.square(2), Size.square(2), Padding.VALID);
    Initializer he = new Initializer.He(0, 1e-5);
    Model model = model(Shape.of(8, 8, 1), new LocallyConnected2D("lc", 8, window, he, OPEN));
    double top = 1e-5 / Math.sqrt(5);
    assertThat(Arrays.stream(model.parameters()).max().orElseThrow()).isBetween(0.98 * top, top);
    Initializer glorot = new Initializer.GlorotLog(1e-7, 1e-5);
    Model other = model(Shape.of(8, 8, 1), new LocallyConnected2D("lc", 8, window, glorot, OPEN));
    double glorotTop = 1e-5 / Math.sqrt(4 + 8 + 1);
    assertThat(Arrays.stream(other.parameters()).max().orElseThrow())
        .isBetween(0.98 * glorotTop, glorotTop);
  }

  /** The size of EBANA's example: 28 x 28 pixels and their inverses, 3 x 3 windows. */
  @Test
  void twoLocallyConnectedLayersOfAWholeImageAreSolved() {
    Signal x = new Input("x", Shape.of(28, 28)).on();
    Signal image = new Stack("stack").on(x, new InvertedInput("minus").on(x));
    Window window = new Window(Size.square(3), Size.square(2), Padding.SAME);
    Signal a = new LocallyConnected2D("a", 2, window, RANDOM, OPEN).on(image);
    Signal b = new LocallyConnected2D("b", 2, window, RANDOM, OPEN).on(a);
    Model model = new Model(List.of(x), new Current("out", false).on(b), 1);
    double[] y = answer(model, new SplittableRandom(1).doubles(784, 0, 1).toArray());
    assertThat(y).hasSize(7 * 7 * 2);
    assertThat(model.circuit().reduction().unknownCount()).isEqualTo(392 + 98);
  }
}
