package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eqprop4j.analog.engine.Engines;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.FitResult.Ending;
import org.eqprop4j.analog.train.loss.SoftmaxCrossEntropy;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.SamplesIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class FitTest {
  private final Samples iris = Training.iris();
  private final Model model = Models.classifier(4, 10, 3, 1);
  private final AnalogNetwork network = network(model);
  private final Trainer trainer = trainer(network);

  private static AnalogNetwork network(Model model) {
    return new AnalogNetwork(
        model,
        new SoftmaxCrossEntropy(5),
        Engines.named("builtin"),
        SolverOptions.DEFAULT.withThreads(1));
  }

  private static Trainer trainer(AnalogNetwork network) {
    return settings(network).build();
  }

  private static TrainerBuilder settings(AnalogNetwork network) {
    return Trainer.on(network)
        .nudging(new GradientEstimator.Centred(1e-7))
        .optimizer(new Adam())
        .rates(5e-8);
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void aFitIsItsEpochsOneByOne() {
    FitResult result = trainer.fit(iris.shuffled(32, 3), 3);
    List<EpochResult> expected = new ArrayList<>();
    Model same = Models.classifier(4, 10, 3, 1);
    try (AnalogNetwork other = network(same)) {
      Trainer byHand = settings(other).steps(15).build();
      SamplesIterator batches = iris.shuffled(32, 3);
      for (int epoch = 0; epoch < 3; epoch++) {
        batches.startEpoch(epoch);
        Trainer.Epoch e = byHand.epoch(batches, (b, l, a) -> {}, () -> false);
        expected.add(
            new EpochResult(epoch + 1, (epoch + 1) * 5L, e.samples(), e.loss(), e.accuracy()));
      }
    }
    assertThat(result.ending()).isEqualTo(Ending.ALL_EPOCHS);
    assertThat(result.epochs()).isEqualTo(expected);
    assertThat(result.validations()).isEmpty();
    assertThat(model.parameters()).isEqualTo(same.parameters());
  }

  @Test
  void aFitGoesOnToTheTotalNumberOfEpochs() {
    SamplesIterator batches = iris.shuffled(32, 3);
    trainer.fit(batches, 2);
    assertThat(trainer.fit(batches, 5).epochs()).hasSize(5);
    assertThat(trainer.step()).isEqualTo(25);
    assertThat(trainer.fit(batches, 5).epochs()).as("nothing left to do").hasSize(5);
    assertThat(trainer.step()).isEqualTo(25);
  }

  @Test
  void anyIteratorWillDo() {
    INDArray features = Nd4j.create(iris.features(), new long[] {150, 4});
    INDArray targets = Nd4j.create(iris.targets(), new long[] {150, 3});
    FitResult result = trainer.fit(new SingletonDataSetIterator(new DataSet(features, targets)), 3);
    Model same = Models.classifier(4, 10, 3, 1);
    try (AnalogNetwork other = network(same)) {
      assertThat(trainer(other).fit(iris.inOrder(150), 3)).isEqualTo(result);
    }
    assertThat(same.parameters()).isEqualTo(model.parameters());
    INDArray outputs = network.predict(features);
    assertThat(outputs.shape()).containsExactly(150, 3);
    double[] first = network.free(new double[] {.1, .2, .3, .4}).voltages();
    assertThat(network.predict(Nd4j.create(new double[][] {{.1, .2, .3, .4}})).getDouble(0, 1))
        .isEqualTo(new Readout(model.circuit().outputs()).output(points(first), 1, 0));
    assertThatThrownBy(() -> network.predict(Nd4j.create(3, 5)))
        .hasMessage("the circuit takes 4 features a sample, got 5");
  }

  private org.eqprop4j.analog.engine.OperatingPoints points(double[] voltages) {
    var points = new org.eqprop4j.analog.engine.OperatingPoints(voltages.length, 1);
    System.arraycopy(voltages, 0, points.voltages(), 0, voltages.length);
    return points;
  }

  @Test
  void validationsTakePlaceAfterEveryFewEpochsOrBatches() {
    SamplesIterator held = iris.range(100, 150).inOrder(50);
    FitResult result = trainer.fit(iris.shuffled(32, 3), Fit.epochs(5).validateEvery(2, held));
    assertThat(result.validations()).extracting(ValidationResult::epoch).containsExactly(2, 4);
    result = trainer.fit(iris.shuffled(32, 3), Fit.epochs(6).validateEveryBatches(2, held));
    assertThat(result.validations())
        .extracting(ValidationResult::step)
        .containsExactly(10L, 20L, 26L, 28L, 30L);
    ValidationResult last = result.validations().get(4);
    Evaluation now = network.evaluate(held);
    assertThat(last).isEqualTo(new ValidationResult(6, 30, now.loss(), now.accuracy()));
  }

  @Test
  void trainingEndsWhenTheValidationStopsImprovingAndTheBestParametersComeBack() {
    // Validated on wrong labels: learning the right ones makes that worse sooner or later.
    int[] wrong = new int[150];
    Arrays.setAll(wrong, i -> (iris.label(i) + 1) % 3);
    Samples misleading = Samples.classification(iris.features(), new long[] {4}, wrong, 3);
    List<double[]> parameters = new ArrayList<>();
    Fit fit =
        Fit.epochs(50)
            .validateEvery(1, misleading.inOrder(150))
            .stopping(EarlyStopping.onLoss(3))
            .listener(
                new TrainingListener() {
                  @Override
                  public void onValidation(ValidationResult result) {
                    parameters.add(model.parameters().clone());
                  }
                });
    FitResult result = trainer.fit(iris.shuffled(32, 3), fit);
    assertThat(result.ending()).isEqualTo(Ending.NO_IMPROVEMENT);
    List<Double> losses = result.validations().stream().map(ValidationResult::loss).toList();
    int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
    assertThat(losses).hasSize(best + 1 + 3);
    assertThat(model.parameters()).isEqualTo(parameters.get(best));
    assertThat(network.evaluate(misleading.inOrder(150)).loss()).isEqualTo(losses.get(best));
    assertThat(trainer.fit(iris.shuffled(32, 3), fit)).as("it stays ended").isEqualTo(result);
  }

  @Test
  void trainingEndsAtItsGoal() {
    Fit fit =
        Fit.epochs(100)
            .validateEvery(1, iris.inOrder(150))
            .stopping(EarlyStopping.onAccuracy(100).at(0.9));
    FitResult result = trainer.fit(iris.shuffled(32, 3), fit);
    assertThat(result.ending()).isEqualTo(Ending.GOAL_REACHED);
    int last = result.validations().size() - 1;
    assertThat(result.validations().get(last).accuracy()).isGreaterThanOrEqualTo(0.9);
    assertThat(result.validations().subList(0, last)).allMatch(v -> v.accuracy() < 0.9);
  }

  @Test
  void patienceCountsValidationsWithoutEnoughImprovement() {
    EarlyStopping rule = new EarlyStopping(EarlyStopping.Measure.LOSS, 2, 0.1, 0.2);
    assertThat(rule.ending(losses())).isEmpty();
    assertThat(rule.ending(losses(1, 0.95))).isEmpty();
    assertThat(rule.ending(losses(1, 0.95, 0.93))).contains(Ending.NO_IMPROVEMENT);
    assertThat(rule.ending(losses(1, 0.95, 0.85, 0.8))).isEmpty();
    assertThat(rule.ending(losses(1, 0.2))).contains(Ending.GOAL_REACHED);
    assertThat(rule.lastIsBest(losses(1, 0.95))).isFalse();
    assertThat(rule.lastIsBest(losses(1, 0.85))).isTrue();
    assertThatThrownBy(() -> EarlyStopping.onLoss(0))
        .hasMessageStartingWith("early stopping needs a patience of at least 1");
  }

  private static List<ValidationResult> losses(double... losses) {
    return Arrays.stream(losses).mapToObj(l -> new ValidationResult(1, 1, l, 0)).toList();
  }

  @Test
  void listenersSeeWhatBelongsTogether() {
    List<Integer> batches = new ArrayList<>();
    trainer.fit(
        iris.shuffled(64, 3),
        Fit.epochs(2)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onBatch(BatchReport report) {
                    batches.add(10 * report.epoch() + report.batch());
                    assertThat(report.step()).isEqualTo(batches.size() - 1);
                    int samples = report.features().length / 4;
                    assertThat(network.free(report.features()).voltages())
                        .as("voltages of the parameters before the update")
                        .containsExactly(report.free().points().voltages(), within(1e-8));
                    double[] injected = report.currents();
                    assertThat(injected).hasSize(6 * samples);
                    for (int i = 0; i < injected.length; i++) {
                      assertThat(injected[i])
                          .isCloseTo(-1e-7 * report.free().nodeGradient()[i], within(1e-20));
                    }
                  }
                }));
    assertThat(batches).containsExactly(11, 12, 13, 21, 22, 23);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> Fit.epochs(0)).hasMessage("a training takes at least 1 epoch, got 0");
    assertThatThrownBy(() -> Fit.epochs(1).stopping(EarlyStopping.onLoss(1)))
        .hasMessage("early stopping needs validation data");
    assertThatThrownBy(() -> Fit.epochs(1).validateEvery(0, iris.inOrder(1)))
        .hasMessage("validation takes place every 1 or more epochs or batches, got 0");
  }
}
