package org.eqprop4j.examples;

import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.train.AnalogNetwork;
import org.eqprop4j.analog.train.Nudging;
import org.eqprop4j.analog.train.Stepping;
import org.eqprop4j.analog.train.Trainer;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.metrics.Power;
import org.eqprop4j.analog.train.metrics.PowerMeter;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Sgd;
import org.eqprop4j.analog.train.rule.UpdateRule;

/**
 * Iris as a chip would learn it: one nudged phase with a sign drawn by a coin, squared voltages at
 * each conductance, steps in proportion to what they show, none larger than a tenth of the
 * conductance. The layer before the amplifier does not know the gain, so its rate is larger by the
 * gain squared. Then: what an inference costs in watts.
 */
public final class Example09Hardware {
  private static final double GAIN_SQUARED = 16;

  private Example09Hardware() {}

  public static void main(String... args) {
    IrisData iris = IrisData.split(1);
    Model model = IrisData.circuit(ShockleyDiode.of(1e-7), 0.1, 1);
    try (AnalogNetwork network = new AnalogNetwork(model, new MeanSquaredError(0.1))) {
      Trainer.on(network)
          .nudging(new Nudging.RandomSign(1e-7))
          .rule(new UpdateRule.SquaredDifference())
          .optimizer(new Sgd())
          .rates(LearningRates.constant(2e-12).with("hidden", GAIN_SQUARED * 2e-12))
          .stepping(Stepping.CLIP.atMost(0.1))
          .build()
          .fit(iris.train().shuffled(15, 1), 100);
      System.out.printf(
          "test accuracy %.3f%n", network.evaluate(iris.test().inOrder(45)).accuracy());

      int samples = iris.test().size();
      OperatingPoints points = network.free(columns(iris));
      Power power = new PowerMeter(model.circuit()).mean(model.parameters(), points, null);
      System.out.printf("mean over %d inferences [uW]:%n", samples);
      System.out.printf("resistors turn into heat %.4f%n", 1e6 * power.resistors());
      System.out.printf("diodes turn into heat %.4f%n", 1e6 * power.diodes());
      System.out.printf("sources deliver %.4f%n", 1e6 * power.sources());
      System.out.printf("amplifiers deliver %.4f%n", 1e6 * power.amplifiers());
    }
  }

  /** The test features, a row per feature: how circuits are handed many samples. */
  private static double[] columns(IrisData iris) {
    int samples = iris.test().size();
    int width = iris.test().featureWidth();
    double[] columns = new double[width * samples];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = iris.test().features()[i % samples * width + i / samples];
    }
    return columns;
  }
}
