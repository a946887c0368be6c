package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the nudging estimators approach the adjoint as beta vanishes. */
class EstimatorOrderTest {
  /** Each beta is half of the one before. */
  private static final int BETAS = 6;

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({"+, 1", "+, 2", "-, 1", "-, 2"})
  void theErrorOfOneSidedNudgingOfEitherSignFallsWithBeta(String sign, int seed) {
    double factor = sign.equals("+") ? 1 : -1;
    assertOrder(beta -> new GradientEstimator.OneSided(factor * beta), 4e-8, seed, 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @CsvSource({"1", "2", "3"})
  void theErrorOfCentredNudgingFallsWithTheSquareOfBeta(int seed) {
    assertOrder(GradientEstimator.Centred::new, 4e-7, seed, 2);
  }

  private static void assertOrder(
      DoubleFunction<GradientEstimator> estimator, double largestBeta, int seed, int order) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomCircuit net =
        RandomCircuit.of(random, Ranges.MILD, Outputs.EVERY_ZONE, seed % 2 == 0, 2, -3);
    double[] x = RandomCircuit.uniform(random, net.circuit().featureCount() * 2, 1);
    double[] targets = random.doubles(net.circuit().outputs().outputs() * 2L).toArray();
    try (LossOnCircuit c =
        new LossOnCircuit(net.circuit(), new MeanSquaredError(0.3), targets, 1e-13)) {
      double[] parameterErrors = new double[BETAS];
      double[] inputErrors = new double[BETAS];
      PhaseContrast exact = c.contrast(new GradientEstimator.Adjoint(), net.parameters(), x);
      for (int b = 0; b < BETAS; b++) {
        PhaseContrast nudged =
            c.contrast(estimator.apply(largestBeta / (1 << b)), net.parameters(), x);
        parameterErrors[b] =
            distance(
                c.parameterGradient(exact, net.parameters()),
                c.parameterGradient(nudged, net.parameters()));
        inputErrors[b] =
            distance(
                c.inputGradient(exact, net.parameters()),
                c.inputGradient(nudged, net.parameters()));
      }
      assertThat(slope(parameterErrors)).as("parameters").isCloseTo(order, within(0.05));
      assertThat(slope(inputErrors)).as("inputs").isCloseTo(order, within(0.05));
    }
  }

  /** Largest difference. */
  private static double distance(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  /** Least-squares slope of log error over log beta; the betas fall by halves. */
  private static double slope(double[] errors) {
    double middle = (errors.length - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int b = 0; b < errors.length; b++) {
      double logBeta = (middle - b) * Math.log(2);
      products += logBeta * Math.log(errors[b]);
      squares += logBeta * logBeta;
    }
    return products / squares;
  }
}
