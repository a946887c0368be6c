package org.eqprop4j.examples;

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
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Partition;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.VoltageScaling;
import org.eqprop4j.data.classic.Iris;

/**
 * The program in the README: a circuit learns from 105 flowers to tell three species apart, and is
 * tested on 45 others.
 */
public final class IrisInTwentyLines {
  private IrisInTwentyLines() {}

  public static void main(String... args) {
    System.out.println(accuracy(1));
  }

  /**
   * Trains and tests.
   *
   * @param seed of the choice of flowers, the first conductances and the order of the flowers
   * @return the part of the test samples that is classified right
   */
  static double accuracy(long seed) {
    // README begins
    Samples iris = Iris.load();
    Partition part = Partition.stratified(iris.labels(), 0, 0.3, seed);
    VoltageScaling scaling = VoltageScaling.fit(iris.select(part.train()), 3, 0.8);
    SamplesIterator train = scaling.toVolts(iris.select(part.train())).shuffled(15, seed);
    SamplesIterator test = scaling.toVolts(iris.select(part.test())).inOrder(45);
    Initializer start = new Initializer.Uniform(0, 1e-6);
    Bounds window = Bounds.siemens(1e-9, 1e-4);
    Signal x = new Input("x", 4).on();
    Signal minus = new InvertedInput("minus").on(x);
    Signal rows = new Concatenate("rows").on(x, minus, new Bias("one", 1, 1).on());
    Signal hidden = new Dense("hidden", 10, start, window).on(rows);
    Signal floor = new DiodeLayer("floor", Direction.UP, -0.1, ShockleyDiode.of(1e-7)).on(hidden);
    Signal both = new DiodeLayer("ceiling", Direction.DOWN, 0.1, ShockleyDiode.of(1e-7)).on(floor);
    Signal y = new Dense("output", 6, start, window).on(new Amplification("gain", 4).on(both));
    Model model = new Model(List.of(x), new Current("scores", true).on(y), seed);
    LearningRates rates = LearningRates.constant(1e-7).with(new Schedule.Cosine(0));
    try (AnalogNetwork network = new AnalogNetwork(model, new MeanSquaredError(0.1))) {
      new Trainer(network, new GradientEstimator.Centred(1e-7), new Adam(), rates).fit(train, 60);
      return network.evaluate(test).accuracy();
    }
    // README ends
  }
}
