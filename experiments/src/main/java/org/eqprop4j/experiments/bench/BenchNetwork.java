package org.eqprop4j.experiments.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.InvertedInput;
import org.eqprop4j.analog.layer.LocallyConnected2D;
import org.eqprop4j.analog.layer.Reshape;
import org.eqprop4j.analog.layer.Shape;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.layer.Size;
import org.eqprop4j.analog.layer.Window;
import org.eqprop4j.analog.model.Model;

/**
 * A classifier to be measured: doubled inputs, layers with a pair of diodes and an amplifier of
 * gain 4 at each node, two output nodes per class. Locally connected layers on an image come first,
 * then dense ones, which have a bias.
 *
 * @param name what {@code eqprop bench} calls it
 * @param features inputs of a sample, before doubling
 * @param height rows of the image that locally connected layers see
 * @param windows side of the window of each locally connected layer of one filter, which is no
 *     higher than the image
 * @param hidden nodes of each dense hidden layer
 */
public record BenchNetwork(
    String name,
    int features,
    int height,
    List<Integer> windows,
    List<Integer> hidden,
    int classes) {
  private static final Initializer WEIGHTS = new Initializer.Uniform(1e-9, 1e-6);
  private static final Bounds BOUNDS = new Bounds(1e-9, 1e-3);
  private static final ShockleyDiode DIODE = ShockleyDiode.of(1e-7);

  /** With the biases of the circuit, nodes are clipped at plus and minus 50 mV. */
  public static final PiecewiseLinearDiode PIECEWISE_LINEAR = new PiecewiseLinearDiode(0, 1, 1e9);

  /** What is measured if nothing else is asked for. */
  public static final List<BenchNetwork> ALL =
      List.of(
          dense("iris", 4, 3, 10),
          dense("head", 128, 10, 100),
          dense("pixels", 784, 10, 100),
          dense("wide", 784, 10, 1024),
          dense("wide-deep", 784, 10, 1024, 1024),
          local("local", 28, 5),
          local("local-deep", 28, 5, 3));

  /**
   * Families of growing circuits: the head with more and more hidden nodes, two hidden layers of
   * the same width, one and two locally connected layers on larger and larger images, and three on
   * longer and longer lines of pixels.
   */
  public static final Map<String, List<BenchNetwork>> SCALING = families();

  public BenchNetwork {
    windows = List.copyOf(windows);
    hidden = List.copyOf(hidden);
  }

  /** With dense layers only. */
  public BenchNetwork(String name, int features, List<Integer> hidden, int classes) {
    this(name, features, 1, List.of(), hidden, classes);
  }

  private static Map<String, List<BenchNetwork>> families() {
    Map<String, List<BenchNetwork>> families = new LinkedHashMap<>();
    families.put(
        "hidden", family(n -> dense("hidden-" + n, 128, 10, n), 100, 300, 1000, 3000, 10_000));
    families.put("deep", family(n -> dense("deep-" + n, n * 3 / 4, 10, n, n), 64, 256, 1024, 2048));
    families.put("local", family(side -> local("local-" + side, side, 5), 14, 28, 56, 112));
    families.put(
        "local-deep", family(side -> local("local-deep-" + side, side, 5, 3), 14, 28, 56, 112));
    families.put("line", family(BenchNetwork::line, 50, 200, 800, 3200));
    return families;
  }

  private static List<BenchNetwork> family(IntFunction<BenchNetwork> ofSize, int... sizes) {
    return IntStream.of(sizes).mapToObj(ofSize).toList();
  }

  private static BenchNetwork local(String name, int side, Integer... windows) {
    return new BenchNetwork(name, side * side, side, List.of(windows), List.of(), 10);
  }

  private static BenchNetwork line(int pixels) {
    return new BenchNetwork("line-" + pixels, pixels, 1, List.of(3, 3, 3), List.of(), 1);
  }

  private static BenchNetwork dense(String name, int features, int classes, Integer... hidden) {
    return new BenchNetwork(name, features, List.of(hidden), classes);
  }

  /** The circuit with random conductances. */
  public Model model(long seed) {
    return model(seed, DIODE);
  }

  /** The same with other diodes. */
  public Model model(long seed, DiodeModel diode) {
    int width = features / height;
    Shape shape = windows.isEmpty() ? Shape.of(features) : Shape.of(height, width, 1);
    Signal plus = new Input("x", shape).on();
    Signal minus = new InvertedInput("inverted").on(plus);
    List<Signal> rows = new ArrayList<>(List.of(plus, minus));
    for (int layer = 1; layer <= windows.size(); layer++) {
      Signal image = new Concatenate("image" + layer).on(rows.toArray(Signal[]::new));
      Size kernel = kernel(windows.get(layer - 1));
      Window window = new Window(kernel, Size.square(1), Window.Padding.VALID);
      Signal nodes = new LocallyConnected2D("local" + layer, 1, window, WEIGHTS, BOUNDS).on(image);
      rows = new ArrayList<>(List.of(amplified("-local" + layer, nodes, diode)));
    }
    if (!windows.isEmpty()) {
      rows = new ArrayList<>(List.of(new Reshape("flat", Shape.of(pixels())).on(rows.get(0))));
    }
    for (int layer = 1; layer <= hidden.size(); layer++) {
      rows.add(new Bias("bias" + layer, 1, 1.0).on());
      Signal joined = new Concatenate("rows" + layer).on(rows.toArray(Signal[]::new));
      Signal nodes = new Dense("d" + layer, hidden.get(layer - 1), WEIGHTS, BOUNDS).on(joined);
      rows = new ArrayList<>(List.of(amplified(String.valueOf(layer), nodes, diode)));
    }
    rows.add(new Bias("bias", 1, 1.0).on());
    Signal last = new Concatenate("rows").on(rows.toArray(Signal[]::new));
    Signal outputs = new Dense("output", 2 * classes, WEIGHTS, BOUNDS).on(last);
    return new Model(List.of(plus), new Current("current", true).on(outputs), seed);
  }

  private Size kernel(int window) {
    return new Size(Math.min(window, height), window);
  }

  /** Nodes that the last locally connected layer has. */
  private int pixels() {
    int rows = height;
    int columns = features / height;
    for (int window : windows) {
      rows -= kernel(window).height() - 1;
      columns -= window - 1;
    }
    return rows * columns;
  }

  private static Signal amplified(String layer, Signal nodes, DiodeModel diode) {
    Signal below = new DiodeLayer("down" + layer, Direction.DOWN, 0.05, diode).on(nodes);
    Signal clamped = new DiodeLayer("up" + layer, Direction.UP, -0.05, diode).on(below);
    return new Amplification("gain" + layer, 4).on(clamped);
  }
}
