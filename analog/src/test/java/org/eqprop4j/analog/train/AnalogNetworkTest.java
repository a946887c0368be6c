package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;

class AnalogNetworkTest {

  @Test
  void inputGradientsAreBitwiseEqualForAnyNumberOfThreads() {
    assertThat(inputGradient(2)).isEqualTo(inputGradient(1)).isNotEqualTo(new double[4 * 70]);
  }

  private static double[] inputGradient(int threads) {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = RandomCircuit.uniform(random, 4 * 70, 1);
    double[] targets = random.doubles(3 * 70).toArray();
    double[] gradient = new double[4 * 70];
    try (AnalogNetwork network =
        new AnalogNetwork(
            Models.classifier(4, 10, 3, 1),
            new MeanSquaredError(0.1),
            Engines.named("builtin"),
            SolverOptions.DEFAULT.withThreads(threads))) {
      AnalogNetwork.Free free = network.freeWithLoss(x, targets);
      PhaseContrast contrast = network.contrast(new GradientEstimator.Centred(1e-7), x, free);
      network.inputGradients().write(contrast, gradient);
    }
    return gradient;
  }

  @Test
  void anEvaluationCountsEverySampleUnderItsClassAndItsPrediction() {
    Samples iris = Training.iris();
    try (Training training = new Training(Models.classifier(4, 10, 3, 1), iris, 10, 1)) {
      Evaluation whole = training.epochs(0, 9).network.evaluate(iris.inOrder(150));
      Evaluation parts = training.network.evaluate(iris.inOrder(7));
      assertThat(whole.samples()).isEqualTo(150);
      int right = 0;
      for (int k = 0; k < 3; k++) {
        assertThat(Arrays.stream(whole.confusion()[k]).sum()).isEqualTo(50);
        right += whole.confusion()[k][k];
      }
      assertThat(whole.accuracy()).isEqualTo(right / 150.0);
      assertThat(parts.confusion()).isDeepEqualTo(whole.confusion());
    }
  }

  @Test
  void anEvaluationOfNothingIsZero() {
    assertThat(new Evaluation(0, 0, new int[3][3]).accuracy()).isZero();
  }

  @Test
  void theFirstOfEqualOutputsWins() {
    assertThat(Evaluation.argMax(new double[] {1, 3, 3})).isEqualTo(1);
    assertThat(Evaluation.argMax(new double[] {-1})).isZero();
  }
}
