package org.eqprop4j.examples;

import java.util.List;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.loss.MeanSquaredError;

/**
 * Two inputs and one output joined by conductances: the output is the mean of the inputs, weighted
 * by the conductances. What a neuron's weighted sum is for software, this is for a circuit.
 */
public final class Example01Divider {
  private Example01Divider() {}

  public static void main(String... args) {
    Signal inputs = new Input("inputs", 2).on();
    Signal output =
        new Dense("weights", 1, new Initializer.Constant(1e-6), Bounds.siemens(0, 1)).on(inputs);
    Model model = new Model(List.of(inputs), new Current("output", false).on(output), 1);
    model.setParameters(new double[] {3e-6, 1e-6});

    try (AnalogNetwork network =
        new AnalogNetwork(
            model, new MeanSquaredError(1), Engines.named("builtin"), SolverOptions.DEFAULT)) {
      // Two samples side by side: inputs (2 V, 0 V) and (1 V, -1 V).
      OperatingPoints points = network.free(new double[] {2, 1, 0, -1});
      int node = model.circuit().outputs().nodes().get(0);
      System.out.printf("2 V and 0 V give %.3f V%n", points.voltage(node, 0));
      System.out.printf("1 V and -1 V give %.3f V%n", points.voltage(node, 1));
      System.out.printf("by hand: %.3f V and %.3f V%n", 3 * 2 / 4.0, (3 * 1 - 1) / 4.0);
    }
  }
}
