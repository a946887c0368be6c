package org.eqprop4j.experiments.bench;

import java.util.ArrayList;
import java.util.List;
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
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;

/**
 * A classifier to be measured: doubled inputs and a bias, hidden layers with a pair of diodes and
 * an amplifier of gain 4 at each node, two output nodes per class.
 *
 * @param name what {@code eqprop bench} calls it
 * @param features inputs of a sample, before doubling
 * @param hidden nodes of each hidden layer
 */
public record BenchNetwork(String name, int features, List<Integer> hidden, int classes) {
  private static final Initializer WEIGHTS = new Initializer.Uniform(1e-9, 1e-6);
  private static final Bounds BOUNDS = new Bounds(1e-9, 1e-3);
  private static final ShockleyDiode DIODE = ShockleyDiode.of(1e-7);

  /** With the biases of the circuit, nodes are clipped at plus and minus 50 mV. */
  public static final PiecewiseLinearDiode PIECEWISE_LINEAR = new PiecewiseLinearDiode(0, 1, 1e9);

  /** What is measured if nothing else is asked for. */
  public static final List<BenchNetwork> ALL =
      List.of(
          new BenchNetwork("iris", 4, List.of(10), 3),
          new BenchNetwork("head", 128, List.of(100), 10),
          new BenchNetwork("pixels", 784, List.of(100), 10),
          new BenchNetwork("wide", 784, List.of(1024), 10),
          new BenchNetwork("wide-deep", 784, List.of(1024, 1024), 10));

  public BenchNetwork {
    hidden = List.copyOf(hidden);
  }

  /** The circuit with random conductances. */
  public Model model(long seed) {
    return model(seed, DIODE);
  }

  /** The same with other diodes. */
  public Model model(long seed, DiodeModel diode) {
    Signal plus = new Input("x", features).on();
    Signal minus = new InvertedInput("inverted").on(plus);
    List<Signal> rows = new ArrayList<>(List.of(plus, minus));
    for (int layer = 1; layer <= hidden.size(); layer++) {
      rows.add(new Bias("bias" + layer, 1, 1.0).on());
      Signal joined = new Concatenate("rows" + layer).on(rows.toArray(Signal[]::new));
      Signal nodes = new Dense("d" + layer, hidden.get(layer - 1), WEIGHTS, BOUNDS).on(joined);
      Signal below = new DiodeLayer("down" + layer, Direction.DOWN, 0.05, diode).on(nodes);
      Signal clamped = new DiodeLayer("up" + layer, Direction.UP, -0.05, diode).on(below);
      rows = new ArrayList<>(List.of(new Amplification("gain" + layer, 4).on(clamped)));
    }
    rows.add(new Bias("bias", 1, 1.0).on());
    Signal last = new Concatenate("rows").on(rows.toArray(Signal[]::new));
    Signal outputs = new Dense("output", 2 * classes, WEIGHTS, BOUNDS).on(last);
    return new Model(List.of(plus), new Current("current", true).on(outputs), seed);
  }
}
