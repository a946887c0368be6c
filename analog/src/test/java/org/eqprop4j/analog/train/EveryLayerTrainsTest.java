package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.train.loss.HeadLosses;
import org.eqprop4j.analog.train.loss.HeadLosses.Weighted;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of parameter in one model with two heads, from sample to update. */
class EveryLayerTrainsTest {
  private static final int SAMPLES = 5;
  private final Model model = Models.zoo(2);
  private final SplittableRandom random = new SplittableRandom(4);
  private final double[] x =
      RandomCircuit.uniform(random, model.circuit().featureCount() * SAMPLES, 1);
  private final double[] targets =
      random.doubles((long) model.circuit().outputs().outputs() * SAMPLES).toArray();
  private final HeadLosses losses =
      new HeadLosses(
          model.circuit().outputs(),
          Map.of(
              "first",
              new Weighted(new SoftmaxCrossEntropy(5), 0.7),
              "second",
              new Weighted(new MeanSquaredError(0.1), 20)));

  private AnalogNetwork network() {
    return new AnalogNetwork(
        model, losses, Engines.named("builtin"), new SolverOptions(1, 1e-13, 200));
  }

  private double loss(AnalogNetwork network) {
    network.useParameters();
    return Arrays.stream(network.freeWithLoss(x, targets).losses()).sum();
  }

  /**
   * A small step against the gradient of one layer lowers the loss by the step times the square of
   * the gradient: with the wrong sign it would rise, with the wrong scale fall by another amount.
   */
  @ParameterizedTest
  @ValueSource(strings = {"local", "current", "above", "below", "dense", "bias", "biased"})
  void aStepAgainstTheGradientLowersTheLossByWhatTheGradientSays(String layer) {
    Parameter p = model.circuit().parameter(layer);
    double[] gradient = new double[model.circuit().parameterCount()];
    try (AnalogNetwork network = network()) {
      double before = loss(network);
      GradientEstimator estimator = new GradientEstimator.Centred(1e-9);
      AnalogNetwork.Free free = network.freeWithLoss(x, targets);
      network.sumParameterGradient(network.contrast(estimator, x, free), gradient);
      double square = 0;
      for (int i = p.offset(); i < p.end(); i++) {
        square += gradient[i] * gradient[i];
      }
      double decrease = 1e-5 * before;
      double[] start = model.parameters().clone();
      double[] change = new double[2];
      for (int side = 0; side < 2; side++) {
        double rate = (side == 0 ? 1 : -1) * decrease / square;
        for (int i = p.offset(); i < p.end(); i++) {
          model.parameters()[i] = start[i] - rate * gradient[i];
        }
        change[side] = loss(network);
      }
      assertThat((change[1] - change[0]) / (2 * decrease)).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void theLossIsTheWeightedSumOverTheHeads() {
    double[] y = {0.1, 0.2, -0.1, 0.3, 0.4, 0.5};
    double[] t = {1, 0, 0, 1, 2, 3};
    double[] gradient = new double[6];
    double[] softmax = new double[3];
    double first =
        new SoftmaxCrossEntropy(5)
            .evaluate(new double[] {0.1, 0.2, -0.1}, new double[] {1, 0, 0}, softmax);
    double second = 0.5 * (0.2 * 0.2 + 0.2 * 0.2 + 0.2 * 0.2);
    assertThat(losses.evaluate(y, t, gradient)).isCloseTo(0.7 * first + 20 * second, within(1e-12));
    for (int k = 0; k < 3; k++) {
      assertThat(gradient[k]).isCloseTo(0.7 * softmax[k], within(1e-12));
      assertThat(gradient[3 + k]).isCloseTo(20 * 0.2, within(1e-12));
    }
    assertThatThrownBy(
            () ->
                new HeadLosses(
                    model.circuit().outputs(),
                    Map.of("third", new Weighted(new MeanSquaredError(1), 1))))
        .hasMessage("there are losses for [third], expected one for each head of [first, second]");
    assertThatThrownBy(() -> new Weighted(new MeanSquaredError(1), -1))
        .hasMessage("weight of a loss must be at least 0, got -1.0");
  }
}
