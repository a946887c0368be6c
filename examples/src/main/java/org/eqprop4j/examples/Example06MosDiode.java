package org.eqprop4j.examples;

import java.util.Arrays;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;

/**
 * A device of one's own: the diode-connected MOSFET of Watfa et al. (2023), Figure 10, in place of
 * the diodes. Iris learns with it, and ngspice, where it is installed, finds the same outputs.
 */
public final class Example06MosDiode {
  private Example06MosDiode() {}

  /**
   * Above the threshold the current grows with the square of the voltage.
   *
   * @param vto threshold [V]
   * @param k transconductance [A/V^2]
   */
  public record MosDiode(double vto, double k) implements DiodeModel {
    @Override
    public double current(double u) {
      return 0.5 * k * Math.max(u - vto, 0) * Math.max(u - vto, 0);
    }

    @Override
    public double conductance(double u) {
      return k * Math.max(u - vto, 0);
    }

    @Override
    public double coContent(double u) {
      return current(u) * Math.max(u - vto, 0) / 3;
    }

    @Override
    public SpiceForm spice() {
      String card = "nmos level=1 vto=" + vto + " kp=" + k + " is=0";
      return new SpiceForm.Card('m', "- + + +", card, "w=1u l=1u");
    }
  }

  public static void main(String... args) {
    IrisData iris = IrisData.split(1);
    Model model = IrisData.circuit(new MosDiode(0.1, 2e-4), 0, 1);
    try (AnalogNetwork network = new AnalogNetwork(model, new MeanSquaredError(0.1))) {
      LearningRates rates = LearningRates.constant(1e-7).with(new Schedule.Cosine(0));
      new Trainer(network, new GradientEstimator.Centred(1e-7), new Adam(), rates)
          .fit(iris.train().shuffled(15, 1), 60);
      System.out.printf(
          "test accuracy %.3f%n", network.evaluate(iris.test().inOrder(45)).accuracy());
      double[] features = {0.3, -0.2, 0.5, 0.4};
      double[] outputs = outputs(network, features);
      System.out.printf("outputs [V] %s%n", Arrays.toString(outputs));

      Engine ngspice = Engines.named("ngspice");
      if (ngspice.missing().isPresent()) {
        System.out.println("ngspice is missing: " + ngspice.missing().get());
        return;
      }
      try (AnalogNetwork simulated =
          new AnalogNetwork(model, new MeanSquaredError(0.1), ngspice, SolverOptions.DEFAULT)) {
        System.out.printf("in ngspice  %s%n", Arrays.toString(outputs(simulated, features)));
      }
    }
  }

  private static double[] outputs(AnalogNetwork network, double[] features) {
    return network.freeWithLoss(features, new double[network.outputCount()]).outputs();
  }
}
