package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.circuit.Parameter;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.analog.train.optimizer.Sgd;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.api.Test;

/** Whole trainings with centred nudging on the built-in engine. */
class TrainingTest {

  private static Training iris(long seed, int threads) {
    return new Training(Models.classifier(4, 10, 3, seed), Training.iris(), 10, threads);
  }

  @Test
  void exclusiveOrIsLearnt() {
    try (Training training = new Training(Models.classifier(2, 8, 2, 1), Training.xor(), 4, 1)) {
      double before = training.loss();
      assertThat(training.epochs(0, 299).accuracy()).isEqualTo(1);
      assertThat(training.loss()).isLessThan(0.05 * before);
    }
  }

  @Test
  void irisIsLearnt() {
    try (Training training = iris(1, 1)) {
      double before = training.loss();
      assertThat(training.epochs(0, 59).accuracy()).isGreaterThanOrEqualTo(0.95);
      assertThat(training.loss()).isLessThan(0.3 * before);
    }
  }

  @Test
  void trainingIsBitwiseEqualForAnyNumberOfThreads() {
    // Batches of more than one tile of the engine, so that threads have something to share.
    try (Training one = new Training(Models.classifier(4, 10, 3, 1), Training.iris(), 75, 1);
        Training two = new Training(Models.classifier(4, 10, 3, 1), Training.iris(), 75, 2)) {
      assertThat(two.epochs(0, 4).trainer.model().parameters())
          .isEqualTo(one.epochs(0, 4).trainer.model().parameters());
    }
  }

  @Test
  void boundsAreKeptAndWhatIsNotTrainableStays() {
    Model model = Models.classifier(4, 10, 3, 1);
    double[] before = model.parameters().clone();
    try (Training training =
        new Training(model, Training.iris(), 10, 1, new Adam(), LearningRates.constant(3e-5))) {
      training.epochs(0, 2);
    }
    for (Parameter p : model.circuit().parameters()) {
      double[] was = Arrays.copyOfRange(before, p.offset(), p.end());
      double[] is = Arrays.copyOfRange(model.parameters(), p.offset(), p.end());
      if (p.trainable()) {
        assertThat(Arrays.stream(is))
            .allMatch(g -> g >= Models.WEIGHTS.low() && g <= Models.WEIGHTS.high())
            .contains(Models.WEIGHTS.low());
      } else {
        assertThat(is).isEqualTo(was);
      }
    }
  }

  @Test
  void aStepOfGradientDescentFollowsTheMeanGradientOfTheBatchAtEachLayersRate() {
    Model model = Models.classifier(2, 3, 2, 1);
    double[] before = model.parameters().clone();
    LearningRates rates =
        new LearningRates(1e-15, Map.of("output", 3e-15), new Schedule.Step(1, 0.5));
    double[] gradient = new double[before.length];
    try (Training training = new Training(model, Training.xor(), 4, 1, new Sgd(), rates)) {
      AnalogNetwork network = training.network;
      double[] x = {-1, -1, 1, 1, -1, 1, -1, 1};
      double[] targets = {1, 0, 0, 1, 0, 1, 1, 0};
      network.sumParameterGradient(
          network.contrast(new GradientEstimator.Adjoint(), x, network.freeWithLoss(x, targets)),
          gradient);
      training.epochs(0, 0);
      assertThat(training.trainer.step()).isEqualTo(1);
    }
    for (Parameter p : model.circuit().parameters()) {
      double rate = !p.trainable() ? 0 : p.name().equals("output") ? 3e-15 : 1e-15;
      double largest = 0;
      for (int i = p.offset(); i < p.end(); i++) {
        largest = Math.max(largest, rate * Math.abs(gradient[i]) / 4);
      }
      for (int i = p.offset(); i < p.end(); i++) {
        double expected = model.bounds(p).clip(before[i] - rate * gradient[i] / 4);
        // The training nudges; at its beta that is within two percent of the adjoint used here.
        assertThat(model.parameters()[i] - before[i])
            .isCloseTo(expected - before[i], within(0.02 * largest));
      }
    }
  }

  @Test
  void anEpochOfAnIteratorThatIsUsedUpIsRefused() {
    try (Training training = iris(1, 1)) {
      SamplesIterator batches = Training.iris().inOrder(150);
      batches.next();
      assertThatThrownBy(
              () -> training.trainer.epoch(batches, (batch, loss, accuracy) -> {}, () -> false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("reset it before an epoch");
    }
  }

  @Test
  void anInterruptedEpochEndsBetweenUpdatesAndSaysSo() {
    try (Training training = iris(1, 1)) {
      int[] asked = {0};
      Trainer.Epoch epoch =
          training.trainer.epoch(
              Training.iris().inOrder(10), (b, l, a) -> {}, () -> ++asked[0] > 3);
      assertThat(epoch.complete()).isFalse();
      assertThat(epoch.samples()).isEqualTo(30);
      assertThat(training.trainer.step()).isEqualTo(3);
    }
  }

  @Test
  void listenersHearOfEveryBatchWithTheMeansSoFar() {
    try (Training training = iris(1, 1)) {
      List<Integer> batches = new ArrayList<>();
      double[] last = new double[2];
      Trainer.Epoch epoch =
          training.trainer.epoch(
              Training.iris().inOrder(40),
              (batch, loss, accuracy) -> {
                batches.add(batch);
                last[0] = loss;
                last[1] = accuracy;
              },
              () -> false);
      assertThat(batches).containsExactly(1, 2, 3, 4);
      assertThat(epoch).isEqualTo(new Trainer.Epoch(150, last[0], last[1], true));
    }
  }

  @Test
  void aLearningRateForALayerThatIsNotThereIsRefused() {
    LearningRates rates = new LearningRates(1e-8, Map.of("outputs", 1e-8), new Schedule.Constant());
    assertThatThrownBy(
            () ->
                new Training(
                    Models.classifier(4, 10, 3, 1), Training.iris(), 10, 1, new Adam(), rates))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no layer 'outputs' with parameters, expected one of [bias, hidden, below, above,"
                + " output]");
  }

  @Test
  void samplesThatDoNotFitAreRefused() {
    try (Training training = iris(1, 1)) {
      assertThatThrownBy(() -> training.network.evaluate(Training.xor().inOrder(4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the circuit takes 4 features a sample, got 2");
      float[] bad = Training.iris().features().clone();
      bad[5] = Float.NaN;
      assertThatThrownBy(
              () -> training.network.evaluate(Training.iris().withFeatures(bad, 4).inOrder(8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("feature 1 of sample 1 in the batch is NaN, expected a finite voltage");
    }
  }
}
