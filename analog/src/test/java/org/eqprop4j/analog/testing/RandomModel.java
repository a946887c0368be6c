package org.eqprop4j.analog.testing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.AveragePooling2D;
import org.eqprop4j.analog.layer.Bias;
import org.eqprop4j.analog.layer.BiasCurrent;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Concatenate;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.FixedResistors;
import org.eqprop4j.analog.layer.FixedResistors.Placement;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.InvertedInput;
import org.eqprop4j.analog.layer.Layer;
import org.eqprop4j.analog.layer.LocallyConnected2D;
import org.eqprop4j.analog.layer.Reshape;
import org.eqprop4j.analog.layer.Shape;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.layer.Size;
import org.eqprop4j.analog.layer.Split;
import org.eqprop4j.analog.layer.Stack;
import org.eqprop4j.analog.layer.Window;
import org.eqprop4j.analog.model.Model;

/**
 * A random acyclic graph of layers and devices of every kind, with shared layers and one or two
 * heads.
 */
public final class RandomModel {
  private static final Initializer INITIAL = new Initializer.LogUniform(1e-7, 1e-5);

  private final SplittableRandom random;
  private final IdentityHashMap<Signal, Shape> shapes = new IdentityHashMap<>();
  private final List<Signal> pool = new ArrayList<>();
  private final List<Dense> dense = new ArrayList<>();
  private final List<Integer> denseInputs = new ArrayList<>();

  private RandomModel(SplittableRandom random) {
    this.random = random;
  }

  /** Another graph for every seed. */
  public static Model of(long seed) {
    return new RandomModel(new SplittableRandom(seed)).build(seed);
  }

  private Model build(long seed) {
    Shape image = Shape.of(2 + random.nextInt(3), 2 + random.nextInt(3));
    Signal x = add(new Input("x", image).on(), image);
    Signal minus = add(new InvertedInput("minus").on(x), image);
    add(new Stack("image").on(x, minus), Shape.of(image.size(0), image.size(1), 2));
    add(new Bias("bias", 2, 0.4, true).on(), Shape.of(2));
    double gain = random.nextBoolean() ? 3 : -0.5;
    Signal previous = pool.get(2);
    for (int i = 0; i < 8; i++) {
      // Going on from the newest signal more often than not makes deep graphs.
      Signal from = random.nextInt(3) > 0 ? previous : pool.get(random.nextInt(pool.size()));
      previous = extend(i, from, i == 4 ? gain : 0);
    }
    Signal last = add(new Dense("last", 4, INITIAL, Models.WEIGHTS).on(previous), Shape.of(4));
    List<Signal> heads = new ArrayList<>(List.of(new Current("head", true).on(last)));
    if (random.nextBoolean()) {
      Signal other = new Dense("other", 3, INITIAL, Models.WEIGHTS).on(last);
      heads.add(new Current("second", false).on(other));
    }
    return new Model(List.of(x), heads, seed);
  }

  private Signal add(Signal signal, Shape shape) {
    shapes.put(signal, shape);
    pool.add(signal);
    return signal;
  }

  private Signal extend(int i, Signal from, double gain) {
    Shape shape = shapes.get(from);
    String name = "layer" + i;
    if (gain != 0) {
      return add(new Amplification(name, gain, random.nextDouble(-0.1, 0.1)).on(from), shape);
    }
    int kind = random.nextInt(9);
    switch (kind == 3 && shape.count() == 1 ? 8 : kind) {
      case 0 -> {
        Direction direction = random.nextBoolean() ? Direction.UP : Direction.DOWN;
        double bias = 0.1 * direction.sign();
        Layer diodes =
            new DiodeLayer(name, direction, bias, Devices.any(random), random.nextBoolean());
        return add(diodes.on(from), shape);
      }
      case 1 -> {
        return add(new BiasCurrent(name, 1e-8, Bounds.NONE, true).on(from), shape);
      }
      case 2 -> {
        Placement placement = random.nextBoolean() ? Placement.IN_SERIES : Placement.TO_GROUND;
        return add(new FixedResistors(name, 1e-6, placement).on(from), shape);
      }
      case 3 -> {
        Signal flat = add(new Reshape(name, Shape.of(shape.count())).on(from), flat(shape));
        List<Signal> parts = Split.into(name + " part", flat, 1, shape.count() - 1);
        return add(parts.get(1), Shape.of(shape.count() - 1));
      }
      case 4 -> {
        Signal flat = add(new Reshape(name + " flat", flat(shape)).on(from), flat(shape));
        Signal bias = pool.get(3);
        return add(new Concatenate(name).on(flat, bias), Shape.of(shape.count() + 2));
      }
      case 5, 6 -> {
        return shape.axes() == 3 ? window(name, from, shape) : shared(name, from, shape);
      }
      default -> {
        return shared(name, from, shape);
      }
    }
  }

  private static Shape flat(Shape shape) {
    return Shape.of(shape.count());
  }

  private Signal window(String name, Signal from, Shape shape) {
    Window window = new Window(new Size(2, 2), new Size(2, 1), Window.Padding.SAME);
    int rows = (shape.size(0) + 1) / 2;
    if (random.nextBoolean()) {
      Layer pooling = new AveragePooling2D(name, window, 1e-6);
      return add(pooling.on(from), Shape.of(rows, shape.size(1), shape.size(2)));
    }
    Layer local = new LocallyConnected2D(name, 2, window, INITIAL, Models.WEIGHTS);
    return add(local.on(from), Shape.of(rows, shape.size(1), 2));
  }

  /** A dense layer that was used before, if one fits. */
  private Signal shared(String name, Signal from, Shape shape) {
    int known = denseInputs.indexOf(shape.count());
    if (known < 0) {
      known = dense.size();
      dense.add(new Dense(name, 3, INITIAL, Models.WEIGHTS));
      denseInputs.add(shape.count());
    }
    return add(dense.get(known).on(from), Shape.of(3));
  }
}
