package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.analog.train.rule.UpdateRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Update rules on a circuit with an amplifier of gain 4 between its two layers of conductances. */
class LocalGradientTest {
  private static final int SAMPLES = 5;
  private static final GradientEstimator CENTRED = new GradientEstimator.Centred(1e-9);
  private final Model model = Models.classifier(3, 4, 2, 1);
  private final AnalogNetwork network =
      new AnalogNetwork(
          model,
          new MeanSquaredError(0.3),
          Engines.named("builtin"),
          new SolverOptions(1, 1e-13, 200));
  private final double[] x = RandomCircuit.uniform(new SplittableRandom(1), 3 * SAMPLES, 1);
  private final double[] targets = RandomCircuit.uniform(new SplittableRandom(2), 2 * SAMPLES, 1);

  @AfterEach
  void close() {
    network.close();
  }

  private double[] gradient(GradientEstimator estimator, UpdateRule rule, int threads) {
    double[] gradient = new double[model.parameters().length];
    AnalogNetwork.Free free = network.freeWithLoss(x, targets);
    PhaseContrast contrast = network.contrast(estimator, x, free);
    network.sumParameterGradient(contrast, gradient);
    try (Workers workers = new Workers(threads)) {
      new LocalGradient(model.circuit(), PerLayer.everywhere(rule), workers)
          .sum(List.of(free), List.of(contrast), 1, gradient);
    }
    return gradient;
  }

  /** dC/dg by central differences of the loss. */
  private double[] differences(Parameter p) {
    double[] values = model.parameters();
    double[] gradient = new double[values.length];
    for (int i = p.offset(); i < p.end(); i++) {
      double before = values[i];
      double h = 1e-3 * before;
      values[i] = before + h;
      double up = loss();
      values[i] = before - h;
      gradient[i] = (up - loss()) / (2 * h);
      values[i] = before;
    }
    network.useParameters();
    return gradient;
  }

  private double loss() {
    network.useParameters();
    double sum = 0;
    for (double loss : network.freeWithLoss(x, targets).losses()) {
      sum += loss;
    }
    return sum;
  }

  private void requireRatio(String layer, UpdateRule rule, double ratio) {
    Parameter p = model.circuit().parameter(layer);
    double[] found = gradient(CENTRED, rule, 1);
    double[] differences = differences(p);
    double largest = 0;
    for (int i = p.offset(); i < p.end(); i++) {
      largest = Math.max(largest, Math.abs(differences[i]));
    }
    for (int i = p.offset(); i < p.end(); i++) {
      assertThat(found[i] / ratio).as(layer).isCloseTo(differences[i], within(1e-4 * largest));
    }
  }

  @Test
  void theSquaredDifferenceIsTwiceTheDerivativeBehindTheAmplifierAndTwoOverGainSquaredBefore() {
    requireRatio("output", new UpdateRule.SquaredDifference(), 2);
    requireRatio("hidden", new UpdateRule.SquaredDifference(), 2 / 16.0);
  }

  @Test
  void theProductOfDropAndChangeIsTheSameForSmallNudges() {
    requireRatio("output", new UpdateRule.Multiplicative(), 2);
    requireRatio("hidden", new UpdateRule.Multiplicative(), 2 / 16.0);
    requireRatio("hidden", new UpdateRule.Quantised(1e-6, 10), 2 / 16.0);
  }

  @Test
  void aWeightedRuleMakesUpForTheGain() {
    UpdateRule weighted = new UpdateRule.Weighted(new UpdateRule.SquaredDifference());
    requireRatio("output", weighted, 2);
    requireRatio("hidden", weighted, 2);
    requireRatio("hidden", new UpdateRule.Exact(), 1);
  }

  @Test
  void gradientsByRulesAreBitwiseEqualForAnyNumberOfThreads() {
    assertThat(gradient(CENTRED, new UpdateRule.Power(2.8), 3))
        .isEqualTo(gradient(CENTRED, new UpdateRule.Power(2.8), 1));
  }

  @Test
  void theAdjointHasNoPhasesToCompare() {
    assertThatThrownBy(
            () -> gradient(new GradientEstimator.Adjoint(), new UpdateRule.AbsoluteValue(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 'hidden' has update rule AbsoluteValue[], which compares two phases, but the"
                + " adjoint has none; expected centred or one-sided nudging");
  }
}
