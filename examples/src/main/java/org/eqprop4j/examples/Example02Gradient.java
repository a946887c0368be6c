package org.eqprop4j.examples;

import java.util.List;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Amplification;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.loss.MeanSquaredError;

/**
 * Equilibrium Propagation measures a gradient: nudge the output a little one way and the other, and
 * compare the voltages across each conductance. Here beside the difference quotient of the loss. In
 * front of the amplifier the bare comparison would be too small by the gain squared, 16; the
 * estimators put that factor back.
 */
public final class Example02Gradient {
  private static final double[] FEATURES = {0.6, -0.2};
  private static final double[] TARGET = {1.0};

  private Example02Gradient() {}

  public static void main(String... args) {
    Initializer random = new Initializer.Uniform(1e-7, 1e-6);
    Bounds anySiemens = Bounds.siemens(0, 1);
    Signal inputs = new Input("inputs", 2).on();
    Signal hidden = new Dense("first", 3, random, anySiemens).on(inputs);
    Signal amplified = new Amplification("amplified", 4).on(hidden);
    Signal output = new Dense("second", 1, random, anySiemens).on(amplified);
    Model model = new Model(List.of(inputs), new Current("output", false).on(output), 1);

    try (AnalogNetwork network =
        new AnalogNetwork(
            model, new MeanSquaredError(1), Engines.named("builtin"), SolverOptions.DEFAULT)) {
      AnalogNetwork.Free free = network.freeWithLoss(FEATURES, TARGET);
      double[] gradient = new double[model.parameters().length];
      network.sumParameterGradient(
          network.contrast(new GradientEstimator.Centred(1e-8), FEATURES, free), gradient);

      System.out.println("conductance   by nudging      by differences  [1/S]");
      for (int i = 0; i < gradient.length; i++) {
        System.out.printf(
            "%-13s %-15.6e %-15.6e%n",
            i < 6 ? "first " + i : "second " + (i - 6), gradient[i], difference(network, i));
      }
    }
  }

  /** The loss with a conductance a little larger less that with it a little smaller. */
  private static double difference(AnalogNetwork network, int i) {
    double[] conductances = network.model().parameters();
    double before = conductances[i];
    double step = 1e-4 * before;
    double[] loss = new double[2];
    for (int side = 0; side < 2; side++) {
      conductances[i] = before + (side == 0 ? step : -step);
      network.useParameters();
      loss[side] = network.freeWithLoss(FEATURES, TARGET).losses()[0];
    }
    conductances[i] = before;
    network.useParameters();
    return (loss[0] - loss[1]) / (2 * step);
  }
}
