package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolveException;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.RandomModel;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.rule.UpdateRule;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that the built-in engine solves in parts, against the same ones as a whole. */
class BatchPartsTest {
  private static final int SAMPLES = 150;

  /** Two whole parts and some samples. */
  private static final int BATCH = 75;

  private static Samples samples(Model model) {
    SplittableRandom random = new SplittableRandom(5);
    int features = model.circuit().featureCount();
    int outputs = model.circuit().outputs().outputs();
    float[] volts = new float[features * SAMPLES];
    for (int i = 0; i < volts.length; i++) {
      volts[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    int[] classes = random.ints(SAMPLES, 0, outputs).toArray();
    return Samples.classification(volts, new long[] {features}, classes, outputs);
  }

  private static AnalogNetwork network(Model model, SolverOptions options) {
    return new AnalogNetwork(model, new SoftmaxCrossEntropy(5), Engines.named("builtin"), options);
  }

  private static double[] trained(
      Model model, GradientEstimator estimator, UpdateRule rule, int threads, Fit fit) {
    try (AnalogNetwork network = network(model, SolverOptions.DEFAULT.withThreads(threads))) {
      Trainer.on(network)
          .nudging(estimator)
          .rule(rule)
          .optimizer(new Adam())
          .rates(1e-8)
          .build()
          .fit(samples(model).shuffled(BATCH, 2), fit);
      return model.parameters();
    }
  }

  static Stream<Arguments> trainings() {
    GradientEstimator centred = new GradientEstimator.Centred(1e-7);
    UpdateRule exact = new UpdateRule.Exact();
    return Stream.of(
        Arguments.of(centred, exact),
        Arguments.of(new GradientEstimator.OneSided(-1e-7), exact),
        Arguments.of(new GradientEstimator.Adjoint(), exact),
        Arguments.of(centred, new UpdateRule.AbsoluteValue()));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void parametersAreBitwiseEqualWithAListenerThatIsShownWholeBatches(
      GradientEstimator estimator, UpdateRule rule) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(BatchReport report) {
            assertThat(report.free().losses()).hasSize(BATCH);
          }
        };
    for (int seed = 0; seed < 12; seed++) {
      double[] before = RandomModel.of(seed).parameters();
      double[] parts = trained(RandomModel.of(seed), estimator, rule, 2, Fit.epochs(2));
      double[] whole =
          trained(RandomModel.of(seed), estimator, rule, 1, Fit.epochs(2).listener(listener));
      assertThat(parts).as("seed " + seed).isEqualTo(whole).isNotEqualTo(before);
    }
  }

  /** The built-in engine, with parts of another size. */
  private record OtherParts(int partSize) implements Engine {
    @Override
    public String name() {
      return "parts of " + partSize;
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public CircuitSolver load(Circuit circuit, SolverOptions options) {
      CircuitSolver solver = Engines.named("builtin").load(circuit, options);
      return new CircuitSolver() {
        @Override
        public Circuit circuit() {
          return circuit;
        }

        @Override
        public void setParameters(double[] parameters) {
          solver.setParameters(parameters);
        }

        @Override
        public void solve(double[] features, OperatingPoints start, Phase... phases) {
          solver.solve(features, start, phases);
        }

        @Override
        public int partSize() {
          return partSize;
        }

        @Override
        public Workers workers() {
          return solver.workers();
        }

        @Override
        public void close() {
          solver.close();
        }
      };
    }
  }

  private static double[] gradient(Engine engine, Model model) {
    try (AnalogNetwork network =
        new AnalogNetwork(
            model, new SoftmaxCrossEntropy(5), engine, SolverOptions.DEFAULT.withThreads(2))) {
      BatchPhases phases = new BatchPhases(network);
      phases.solve(
          network.partsReader().next(samples(model).inOrder(BATCH)),
          new GradientEstimator.Centred(1e-7));
      double[] gradient = new double[model.parameters().length];
      network
          .parameterGradient()
          .sum(phases.contrasts(), model.parameters(), 1.0 / BATCH, gradient);
      return gradient;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 24, 50, 64, 1000, Integer.MAX_VALUE})
  void gradientsAreTheSameInPartsOfAnySize(int partSize) {
    for (int seed = 0; seed < 4; seed++) {
      Model model = RandomModel.of(seed);
      double[] expected = gradient(Engines.named("builtin"), model);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(gradient(new OtherParts(partSize), model))
          .as("seed " + seed)
          .containsExactly(expected, Offset.offset(1e-7 * largest));
    }
  }

  @Test
  void aSampleThatIsNotSolvedIsNamedByItsPlaceInTheBatch() {
    Model model = Models.classifier(4, 10, 3, 1);
    Samples samples = samples(model);
    // Far behind their diodes' knees, nodes are found in fewer steps.
    float[] volts = new float[4 * SAMPLES];
    Arrays.fill(volts, 1e3f);
    // In the second and in the third part: the first of them is to be named.
    System.arraycopy(samples.features(), 0, volts, 4 * 50, 4);
    System.arraycopy(samples.features(), 0, volts, 4 * 70, 4);
    try (AnalogNetwork network = network(model, new SolverOptions(2, 1e-9, 3))) {
      Trainer trainer =
          Trainer.on(network)
              .nudging(new GradientEstimator.Centred(1e-7))
              .optimizer(new Adam())
              .rates(1e-8)
              .build();
      double[] before = model.parameters().clone();
      assertThatThrownBy(
              () -> trainer.fit(samples.withFeatures(volts, 4).inOrder(BATCH), Fit.epochs(1)))
          .isInstanceOf(SolveException.class)
          .hasMessageStartingWith("sample 50 of the batch: ITERATION_LIMIT after 3 steps");
      assertThat(model.parameters()).isEqualTo(before);
      assertThat(trainer.step()).isZero();
    }
  }

  @Test
  void aFeatureThatIsNoNumberIsNamedByItsSamplesPlaceInTheBatch() {
    Model model = Models.classifier(3, 10, 3, 1);
    Samples samples = samples(model);
    try (AnalogNetwork network = network(model, SolverOptions.DEFAULT)) {
      BatchReader reader = network.partsReader();
      for (int sample : new int[] {0, 1, 2, 3, 31, 32, 70, BATCH - 2, BATCH - 1}) {
        for (float no : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
          float[] volts = samples.features().clone();
          volts[3 * sample + 2] = no;
          assertThatThrownBy(() -> reader.next(samples.withFeatures(volts, 3).inOrder(BATCH)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  "feature 2 of sample %d in the batch is %s, expected a finite voltage",
                  sample, (double) no);
        }
      }
    }
  }
}
