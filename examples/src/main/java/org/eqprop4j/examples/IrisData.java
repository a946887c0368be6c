package org.eqprop4j.examples;

import java.util.List;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
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
import org.eqprop4j.data.Partition;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.data.classic.Iris;

/**
 * Iris in volts, 105 flowers to train on and 45 to test with, for the examples that are about
 * something else.
 *
 * @param train to train on
 * @param test to test with
 */
record IrisData(Samples train, Samples test) {

  static IrisData split(long seed) {
    Samples iris = Iris.load();
    Partition part = Partition.stratified(iris.labels(), 0, 0.3, seed);
    Samples train = iris.select(part.train());
    VoltageScaling scaling = VoltageScaling.fit(train, 3, 0.8);
    return new IrisData(scaling.toVolts(train), scaling.toVolts(iris.select(part.test())));
  }

  /**
   * The circuit of {@link IrisInTwentyLines} with other devices: a pair at each of ten hidden
   * nodes.
   *
   * @param bias voltage of the sources in series with the devices, of either sign [V]
   */
  static Model circuit(DiodeModel device, double bias, long seed) {
    Initializer start = new Initializer.Uniform(0, 1e-6);
    Bounds window = Bounds.siemens(1e-9, 1e-4);
    Signal x = new Input("x", 4).on();
    Signal minus = new InvertedInput("minus").on(x);
    Signal rows = new Concatenate("rows").on(x, minus, new Bias("one", 1, 1).on());
    Signal hidden = new Dense("hidden", 10, start, window).on(rows);
    Signal floor = new DiodeLayer("floor", Direction.UP, -bias, device).on(hidden);
    Signal both = new DiodeLayer("ceiling", Direction.DOWN, bias, device).on(floor);
    Signal y = new Dense("output", 6, start, window).on(new Amplification("gain", 4).on(both));
    return new Model(List.of(x), new Current("scores", true).on(y), seed);
  }
}
