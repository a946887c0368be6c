package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.ReadoutNoise;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.train.NudgingStrength.Sides;
import org.eqprop4j.analog.train.loss.MeanSquaredError;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NudgingStrengthTest {
  private static final int SAMPLES = 6;
  private static final int REPEATS = 60;
  private static final Engine EXACT = Engines.named("builtin");

  private final Model model = Models.classifier(4, 5, 3, 7);
  private final double[] features = new SplittableRandom(2).doubles(4 * SAMPLES, -1, 1).toArray();
  private final double[] targets = targets();

  private static double[] targets() {
    double[] targets = new double[3 * SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      targets[s % 3 * SAMPLES + s] = 0.4;
    }
    return targets;
  }

  @ParameterizedTest
  @CsvSource({
    "BOTH, 1e-9",
    "BOTH, 1e-6",
    "BOTH, 1e-4",
    "ONE, 1e-9",
    "ONE, 1e-7",
    "ONE, 1e-6",
  })
  void biasAndNoiseAreThoseThatAreMeasured(Sides sides, double accuracy) {
    NudgingStrength strength = choose(sides, accuracy);

    double[] truth = gradient(EXACT, new GradientEstimator.Adjoint());
    double[] biased = gradient(EXACT, strength.estimator());
    assertThat(distance(biased, truth) / norm(truth))
        .isBetween(0.5 * strength.bias(), 2 * strength.bias());
    assertThat(noise(strength.estimator(), accuracy) / norm(truth))
        .isBetween(0.7 * strength.noise(), 1.4 * strength.noise());
    assertThat(strength.noise()).isBetween(0.5 * strength.bias(), 2 * strength.bias());
  }

  @Test
  void noOtherStrengthIsMuchBetter() {
    double accuracy = 1e-6;
    NudgingStrength strength = choose(accuracy);
    double[] truth = gradient(EXACT, new GradientEstimator.Adjoint());

    for (double factor : new double[] {0.01, 0.1, 0.3, 3, 10, 100}) {
      double beta = factor * strength.beta();
      double error =
          Math.hypot(
              noise(new GradientEstimator.Centred(beta), accuracy),
              distance(gradient(EXACT, new GradientEstimator.Centred(beta)), truth));
      assertThat(error / norm(truth))
          .as("total error at %s times the strength chosen", factor)
          .isGreaterThan(0.8 * Math.hypot(strength.bias(), strength.noise()));
    }
  }

  @Test
  void outputConductanceIsThatOfTheResistorsWhenOtherNodesAreHeld() {
    // A single layer: nothing but conductances from sources at each output node.
    Signal x = new Input("x", 3).on();
    Signal y = new Dense("y", 2, new Initializer.Constant(2e-6), Bounds.siemens(0, 1)).on(x);
    Model divider = new Model(List.of(x), new Current("out", false).on(y), 1);
    try (AnalogNetwork network = network(divider, EXACT)) {
      NudgingStrength strength =
          NudgingStrength.choose(network, new double[] {1, 0.5, -1}, new double[] {1, 0}, 1e-9);
      assertThat(strength.outputConductance()).isCloseTo(6e-6, within(1e-12));
    }
  }

  @Test
  void samplesWithoutErrorAreRefused() {
    try (AnalogNetwork network = network(model, EXACT)) {
      double[] right = network.freeWithLoss(features, targets).outputs();
      assertThatThrownBy(() -> NudgingStrength.choose(network, features, right, 1e-9))
          .hasMessageContaining("no error to choose a nudging strength by");
      assertThatThrownBy(() -> NudgingStrength.choose(network, features, targets, 0))
          .hasMessageContaining("voltage accuracy must be between 0 and 1 V, got 0.0 V");
    }
  }

  @Test
  void samplesOfATrainingSetChooseAsTheirVoltagesDo() {
    float[] rows = new float[4 * SAMPLES];
    int[] labels = new int[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      labels[s] = s % 3;
      for (int i = 0; i < 4; i++) {
        rows[4 * s + i] = (float) features[i * SAMPLES + s];
      }
    }
    Samples samples = Samples.classification(rows, new long[] {4}, labels, 3);
    double[] oneHot = targets();
    Arrays.setAll(oneHot, i -> oneHot[i] / 0.4);
    try (AnalogNetwork network = network(model, EXACT)) {
      NudgingStrength of = NudgingStrength.choose(network, features, oneHot, 1e-9);
      NudgingStrength ofSamples = NudgingStrength.choose(network, Sides.BOTH, samples, 1e-9);
      // Samples hold single precision.
      assertThat(ofSamples.beta()).isCloseTo(of.beta(), withinPercentage(0.1));
    }
  }

  private NudgingStrength choose(double accuracy) {
    return choose(Sides.BOTH, accuracy);
  }

  private NudgingStrength choose(Sides sides, double accuracy) {
    try (AnalogNetwork network = network(model, EXACT)) {
      return NudgingStrength.choose(network, sides, features, targets, accuracy);
    }
  }

  /** Standard deviation of the estimate when voltages are read with errors. */
  private double noise(GradientEstimator estimator, double accuracy) {
    double[] centre = gradient(EXACT, estimator);
    double squares = 0;
    for (int n = 0; n < REPEATS; n++) {
      double distance = distance(gradient(new ReadoutNoise(EXACT, accuracy, n), estimator), centre);
      squares += distance * distance;
    }
    return Math.sqrt(squares / REPEATS);
  }

  private double[] gradient(Engine engine, GradientEstimator estimator) {
    double[] gradient = new double[model.circuit().parameterCount()];
    try (AnalogNetwork exact = network(model, EXACT);
        AnalogNetwork network = network(model, engine)) {
      // The nudging currents are those of the exact free phase.
      AnalogNetwork.Free right = exact.freeWithLoss(features, targets);
      AnalogNetwork.Free free =
          new AnalogNetwork.Free(
              network.free(features),
              right.outputs(),
              right.predicted(),
              right.losses(),
              right.nodeGradient());
      network.sumParameterGradient(network.contrast(estimator, features, free), gradient);
    }
    for (Parameter p : model.circuit().parameters()) {
      if (!p.trainable()) {
        Arrays.fill(gradient, p.offset(), p.end(), 0);
      }
    }
    return gradient;
  }

  private static AnalogNetwork network(Model model, Engine engine) {
    SolverOptions options = SolverOptions.DEFAULT.withThreads(1).withVoltageTolerance(1e-13);
    return new AnalogNetwork(model, new MeanSquaredError(1), engine, options);
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < a.length; i++) {
      difference[i] -= b[i];
    }
    return norm(difference);
  }

  private static double norm(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
  }
}
