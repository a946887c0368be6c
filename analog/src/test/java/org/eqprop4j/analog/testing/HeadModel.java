package org.eqprop4j.analog.testing;

import java.util.List;
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

/**
 * Classifiers of the shape that Watfa et al. (2023) train: doubled inputs and a bias, a hidden
 * layer with a pair of diodes and an amplifier at each node, two output nodes for each class.
 */
public final class HeadModel {
  private HeadModel() {}

  /** 257-100-20 with 128 features: the head for Fashion-MNIST. */
  public static Model fashion(long seed) {
    return of(128, 100, 10, seed);
  }

  /** Any size. */
  public static Model of(int features, int hidden, int classes, long seed) {
    Initializer initial = new Initializer.Uniform(1e-9, 1e-6);
    Bounds bounds = new Bounds(1e-9, 1e-3);
    ShockleyDiode diode = ShockleyDiode.of(1e-7);
    Signal plus = new Input("xp", features).on();
    Signal minus = new InvertedInput("xn").on(plus);
    Signal rows = new Concatenate("j1").on(plus, minus, new Bias("b1", 1, 1.0).on());
    Signal weighted = new Dense("d1", hidden, initial, bounds).on(rows);
    Signal above = new DiodeLayer("a1_1", Direction.DOWN, 0.05, diode).on(weighted);
    Signal clamped = new DiodeLayer("a1_2", Direction.UP, -0.05, diode).on(above);
    Signal amplified = new Amplification("g1", 4).on(clamped);
    Signal hiddenRows = new Concatenate("j2").on(amplified, new Bias("b2", 1, 1.0).on());
    Signal outputs = new Dense("d2", 2 * classes, initial, bounds).on(hiddenRows);
    return new Model(List.of(plus), new Current("c1", true).on(outputs), seed);
  }
}
