package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Tolerances;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.HeadModel;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.eqprop4j.data.classic.Iris;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Training on ngspice ends where training on the built-in engine ends, in bearable time. */
class NgspiceTrainingTest {
  /** So tight that differences are not the built-in engine's; ngspice is always. */
  private static final SolverOptions OPTIONS = new SolverOptions(1, 1e-13, 200);

  /** What the project promises on two shared cores, times what other load may add. */
  private static final double MARGIN = 4;

  private static final double IRIS_EPOCH_SECONDS = 0.2;
  private static final double HEAD_SAMPLE_SECONDS = 0.008;

  private Engine ngspice;

  @BeforeEach
  void requireNgspice() {
    ngspice = Installed.requireEngine("ngspice");
  }

  /**
   * A training run.
   *
   * @param cpuSeconds of the process in the last epoch
   */
  private record Run(Model model, double accuracy, double cpuSeconds) {}

  private static Run train(
      Engine engine,
      Model model,
      Samples data,
      int batch,
      int epochs,
      GradientEstimator estimator,
      LearningRates rates) {
    SamplesIterator batches = data.shuffled(batch, 2);
    double accuracy = 0;
    double cpu = 0;
    try (AnalogNetwork network =
        new AnalogNetwork(model, new SoftmaxCrossEntropy(5), engine, OPTIONS)) {
      Trainer trainer =
          new Trainer(network, estimator, new Adam(), rates, (long) epochs * batches.batches());
      for (int epoch = 0; epoch < epochs; epoch++) {
        batches.startEpoch(epoch);
        double began = cpuSeconds();
        accuracy = trainer.epoch(batches, (b, l, a) -> {}, () -> false).accuracy();
        cpu = cpuSeconds() - began;
      }
    }
    return new Run(model, accuracy, cpu);
  }

  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() * 1e-9;
  }

  private static void assertSameConductances(Model found, Model expected) {
    for (Parameter p : expected.circuit().parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        double value = expected.parameters()[i];
        assertThat(Math.abs(found.parameters()[i] - value))
            .as(expected.circuit().describeParameter(i))
            .isLessThanOrEqualTo(Tolerances.RELATIVE_CONDUCTANCE * Math.abs(value));
      }
    }
  }

  /** The first 105 of the shuffled flowers, each feature from -2 to 2 V. */
  private static Samples flowers() {
    Samples iris = Iris.load();
    int[] order = IntStream.range(0, iris.size()).toArray();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    float[] features = new float[105 * 4];
    int[] labels = new int[105];
    for (int k = 0; k < 4; k++) {
      float low = Float.MAX_VALUE;
      float high = -Float.MAX_VALUE;
      for (int s = 0; s < iris.size(); s++) {
        low = Math.min(low, iris.features()[s * 4 + k]);
        high = Math.max(high, iris.features()[s * 4 + k]);
      }
      for (int s = 0; s < labels.length; s++) {
        features[s * 4 + k] = 4 * (iris.features()[order[s] * 4 + k] - low) / (high - low) - 2;
        labels[s] = iris.label(order[s]);
      }
    }
    return Samples.classification(features, new long[] {4}, labels, 3);
  }

  @Test
  void irisTrainsToTheSameConductances() {
    LearningRates rates = new LearningRates(1e-7, Map.of("d2", 5e-8), new Schedule.Constant());
    GradientEstimator estimator = new GradientEstimator.OneSided(1e-7);
    Run expected =
        train(
            Engines.named("builtin"),
            HeadModel.of(4, 12, 3, 1),
            flowers(),
            10,
            10,
            estimator,
            rates);
    Run found = train(ngspice, HeadModel.of(4, 12, 3, 1), flowers(), 10, 10, estimator, rates);
    System.out.printf(
        "Iris on ngspice: accuracy %.3f, %.3f CPU-seconds an epoch%n",
        found.accuracy(), found.cpuSeconds());
    assertThat(found.accuracy()).isEqualTo(expected.accuracy()).isGreaterThan(0.9);
    assertSameConductances(found.model(), expected.model());
    assertThat(found.cpuSeconds()).isLessThan(MARGIN * IRIS_EPOCH_SECONDS);
  }

  /** Ten noisy patterns of 128 features. */
  private static Samples patterns(int samples) {
    SplittableRandom random = new SplittableRandom(3);
    double[] centres = random.doubles(10 * 128, -1.5, 1.5).toArray();
    float[] features = new float[samples * 128];
    int[] labels = new int[samples];
    Arrays.setAll(labels, s -> s % 10);
    for (int i = 0; i < features.length; i++) {
      double centre = centres[labels[i / 128] * 128 + i % 128];
      features[i] = (float) (centre + random.nextDouble(-0.5, 0.5));
    }
    return Samples.classification(features, new long[] {128}, labels, 10);
  }

  private void trainHead(int samples, int epochs) {
    LearningRates rates = new LearningRates(5e-8, Map.of("d2", 2e-8), new Schedule.Constant());
    GradientEstimator estimator = new GradientEstimator.OneSided(1e-7);
    Run found =
        train(ngspice, HeadModel.fashion(1), patterns(samples), 64, epochs, estimator, rates);
    Run expected =
        train(
            Engines.named("builtin"),
            HeadModel.fashion(1),
            patterns(samples),
            64,
            epochs,
            estimator,
            rates);
    System.out.printf(
        "257-100-20 on ngspice: %d samples, accuracy %.3f, %.2f ms of CPU a sample%n",
        samples, found.accuracy(), 1000 * found.cpuSeconds() / samples);
    assertThat(found.accuracy()).isEqualTo(expected.accuracy());
    assertSameConductances(found.model(), expected.model());
    assertThat(found.cpuSeconds() / samples).isLessThan(MARGIN * HEAD_SAMPLE_SECONDS);
  }

  @Test
  void aHeadForFashionMnistTrainsOnTwoHundredSamples() {
    trainHead(200, 1);
  }

  @Test
  @Tag("slow")
  void aHeadForFashionMnistTrainsOnAThousandSamples() {
    trainHead(1000, 3);
  }
}
