package org.eqprop4j.analog.testing;

import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Element.Direction;
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

/** Models for tests. */
public final class Models {
  /** What the weights of {@link #classifier} are kept to. */
  public static final Bounds WEIGHTS = Bounds.siemens(1e-9, 1e-4);

  private static final Initializer SMALL = new Initializer.Uniform(0, 1e-6);
  private static final ShockleyDiode DIODE = ShockleyDiode.of(1e-7);

  private Models() {}

  /**
   * A classifier with one hidden layer, in the manner of EBANA's for Iris: inputs, their inverses
   * and a bias of 1 V; diode pairs at 0.1 V; gain 4; two output nodes per class.
   */
  public static Model classifier(int features, int hidden, int classes, long seed) {
    Signal x = new Input("x", features).on();
    Signal inverted = new InvertedInput("inverted").on(x);
    Signal bias = new Bias("bias", 1, 1).on();
    Signal all = new Concatenate("all").on(x, inverted, bias);
    Signal h = new Dense("hidden", hidden, SMALL, WEIGHTS).on(all);
    Signal below = new DiodeLayer("below", Direction.UP, -0.1, DIODE).on(h);
    Signal pair = new DiodeLayer("above", Direction.DOWN, 0.1, DIODE).on(below);
    Signal amplified = new Amplification("amplified", 4).on(pair);
    Signal y = new Dense("output", 2 * classes, SMALL, WEIGHTS).on(amplified);
    return new Model(List.of(x), new Current("current", true).on(y), seed);
  }

  /**
   * A model whose graph is drawn: one or two stages of random width, with trainable biases and
   * diode biases or without, gains of either sign, and connections that leave a stage out.
   *
   * @param graph seed of the graph
   * @param seed of the values
   */
  public static Model random(int features, int classes, long graph, long seed) {
    SplittableRandom random = new SplittableRandom(graph);
    Signal x = new Input("x", features).on();
    Signal bias = new Bias("bias", 1 + random.nextInt(2), 0.8, random.nextBoolean()).on();
    Signal sources = new Concatenate("sources").on(x, new InvertedInput("inverted").on(x), bias);
    Signal from = sources;
    int stages = 1 + random.nextInt(2);
    for (int s = 0; s < stages; s++) {
      Signal nodes = new Dense("hidden" + s, 3 + random.nextInt(4), SMALL, WEIGHTS).on(from);
      for (Direction direction : Direction.values()) {
        double volts = direction.sign() * random.nextDouble(0.05, 0.3);
        nodes =
            new DiodeLayer("diode" + s + direction, direction, volts, DIODE, random.nextBoolean())
                .on(nodes);
      }
      double gain = (random.nextBoolean() ? 1 : -1) * random.nextDouble(1, 4);
      Signal amplified = new Amplification("amplified" + s, gain).on(nodes);
      from = random.nextBoolean() ? amplified : new Concatenate("skip" + s).on(amplified, sources);
    }
    Signal y = new Dense("output", 2 * classes, SMALL, WEIGHTS).on(from);
    return new Model(List.of(x), new Current("current", true).on(y), seed);
  }

  /** One of every layer and every initialiser, with unusual settings. */
  public static Model everything() {
    Signal x = new Input("x", 3).on();
    Signal more = new Input("more inputs", 2).on();
    Signal inverted = new InvertedInput("inverted").on(x);
    Signal bias = new Bias("bias", 2, -0.0, true).on();
    Signal all = new Concatenate("all").on(x, more, inverted, bias);
    Bounds open = Bounds.siemens(0, Double.POSITIVE_INFINITY);
    Signal a = new Dense("a", 4, new Initializer.LogUniform(1e-7, 1e-5), open).on(all);
    ShockleyDiode cold = new ShockleyDiode(1e-9, 1.7, -40);
    Signal diodes = new DiodeLayer("diodes", Direction.DOWN, 1 / 3.0, cold, true).on(a);
    Signal amplified = new Amplification("amplified", -0.7).on(diodes);
    Signal both = new Concatenate("both").on(amplified, x);
    Signal b = new Dense("b", 3, new Initializer.Glorot(1e-7, 1e-5), new Bounds(1e-12, 1)).on(both);
    Bounds closed = new Bounds(Double.MIN_VALUE, Double.MAX_VALUE);
    Signal c = new Dense("c", 2, new Initializer.Constant(0.1), closed).on(b);
    return new Model(List.of(more, x), new Current("current", false).on(c), 11);
  }
}
