package org.eqprop4j.examples;

import java.util.List;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
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
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Xor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exclusive or. Conductances cannot be negative, so every input comes with its inverse, and every
 * output is the difference of two nodes. Pairs of diodes bend, an amplifier makes up for what the
 * first layer lost.
 */
public final class Example04Xor {
  private Example04Xor() {}

  public static void main(String... args) {
    Initializer small = new Initializer.Uniform(0, 1e-6);
    Bounds bounds = Bounds.siemens(1e-9, 1e-4);
    ShockleyDiode diode = ShockleyDiode.of(1e-7);

    Signal x = new Input("x", 2).on();
    Signal rows =
        new Concatenate("rows").on(x, new InvertedInput("-x").on(x), new Bias("one", 1, 1).on());
    Signal hidden = new Dense("first", 8, small, bounds).on(rows);
    Signal above = new DiodeLayer("above", Direction.DOWN, 0.1, diode).on(hidden);
    Signal pair = new DiodeLayer("below", Direction.UP, -0.1, diode).on(above);
    Signal amplified = new Amplification("amplified", 4).on(pair);
    Signal output = new Dense("second", 4, small, bounds).on(amplified);
    Model model = new Model(List.of(x), new Current("out", true).on(output), 1);

    try (AnalogNetwork network =
        new AnalogNetwork(
            model, new SoftmaxCrossEntropy(5), Engines.named("builtin"), SolverOptions.DEFAULT)) {
      Samples xor = Xor.load();
      Trainer.on(network)
          .nudging(new GradientEstimator.Centred(1e-7))
          .optimizer(new Adam())
          .rates(5e-8)
          .build()
          .fit(xor.inOrder(4), 300);
      System.out.print(model.summary());
      INDArray inputs = Nd4j.create(xor.features(), new long[] {4, 2});
      System.out.println("inputs [V]");
      System.out.println(inputs);
      System.out.println("outputs [V], equal and different");
      System.out.println(network.predict(inputs));
      System.out.printf("accuracy %.2f%n", network.evaluate(xor.inOrder(4)).accuracy());
    }
  }
}
