package org.eqprop4j.examples;

import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;

/**
 * A device that SPICE does not have: memristors, held in one state, whose current is a hyperbolic
 * sine of the voltage. SPICE is told so by an expression. Odd and smooth, one does what else takes
 * a pair of diodes.
 */
public final class Example07Memristor {
  private Example07Memristor() {}

  /**
   * I = x A sinh(u / V).
   *
   * @param state x, from 0 to 1
   * @param amperes A [A]
   * @param volts V [V]
   */
  public record Memristor(double state, double amperes, double volts) implements DiodeModel {
    @Override
    public double current(double u) {
      return state * amperes * Math.sinh(u / volts);
    }

    @Override
    public double conductance(double u) {
      return state * amperes / volts * Math.cosh(u / volts);
    }

    @Override
    public double coContent(double u) {
      return state * amperes * volts * 2 * Math.pow(Math.sinh(u / volts / 2), 2);
    }

    @Override
    public SpiceForm spice() {
      return new SpiceForm.Behaviour(state * amperes + "*sinh(u/" + volts + ")");
    }
  }

  public static void main(String... args) {
    IrisData iris = IrisData.split(1);
    Model model = IrisData.circuit(new Memristor(0.5, 1e-7, 0.05), 0, 1);
    try (AnalogNetwork network = new AnalogNetwork(model, new MeanSquaredError(0.1))) {
      LearningRates rates = LearningRates.constant(1e-7).with(new Schedule.Cosine(0));
      new Trainer(network, new GradientEstimator.Centred(1e-7), new Adam(), rates)
          .fit(iris.train().shuffled(15, 1), 60);
      System.out.printf(
          "test accuracy %.3f%n", network.evaluate(iris.test().inOrder(45)).accuracy());
    }
    double[] flower = {0.3, -0.2, 0.5, 0.4};
    SpiceNetlist netlist = new SpiceNetlist(model.circuit(), model.parameters(), flower, null, 1);
    System.out.println("the first memristor in a netlist for ngspice and Xyce:");
    netlist
        .toString()
        .lines()
        .filter(line -> line.contains("sinh"))
        .limit(1)
        .forEach(System.out::println);
  }
}
