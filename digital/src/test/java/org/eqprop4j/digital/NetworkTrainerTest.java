package org.eqprop4j.digital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.eqprop4j.data.Samples;
import org.eqprop4j.digital.TrainingProgress.Batch;
import org.eqprop4j.digital.TrainingProgress.Epoch;
import org.eqprop4j.digital.TrainingResult.Outcome;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkTrainerTest {
  private static final int EPOCHS = 4;
  private static final int BATCH = 16;

  /** Not a multiple of the batch size: the last batch of an epoch is smaller. */
  private final Samples samples = Patterns.images(90, 1);

  private final int iterations = EPOCHS * samples.inOrder(BATCH).batches();

  @Test
  void resumingFromAFileEqualsNeverHavingStopped() throws IOException {
    ComputationGraph whole = network();
    new NetworkTrainer(EPOCHS, BATCH, 3).fit(whole, samples);

    ComputationGraph half = network();
    new NetworkTrainer(2, BATCH, 3).fit(half, samples);
    // Between the two sessions the generator is used for something else.
    Nd4j.rand(5, 5);
    ComputationGraph resumed = NetworkFile.fromBytes(NetworkFile.toBytes(half), "test");
    TrainingResult rest = new NetworkTrainer(EPOCHS, BATCH, 3).fit(resumed, samples);

    assertThat(rest.epochs()).extracting(Epoch::epoch).containsExactly(2, 3);
    assertSameState(resumed, whole);
  }

  @Test
  void stoppingInTheMiddleOfAnEpochGoesBackToItsStartAndLosesNothing() {
    ComputationGraph whole = network();
    new NetworkTrainer(EPOCHS, BATCH, 3).fit(whole, samples);
    ComputationGraph oneEpoch = network();
    new NetworkTrainer(1, BATCH, 3).fit(oneEpoch, samples);

    ComputationGraph stopped = network();
    int[] asked = {0};
    TrainingResult result =
        new NetworkTrainer(EPOCHS, BATCH, 3).stopWhen(() -> ++asked[0] > 9).fit(stopped, samples);

    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(result.epochs()).hasSize(1);
    assertSameState(stopped, oneEpoch);
    new NetworkTrainer(EPOCHS, BATCH, 3).fit(stopped, samples);
    assertSameState(stopped, whole);
  }

  @Test
  void anInterruptStopsTheTrainingAndStaysSet() {
    Thread.currentThread().interrupt();
    TrainingResult result = new NetworkTrainer(EPOCHS, BATCH, 3).fit(network(), samples);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(result.epochs()).isEmpty();
  }

  @Test
  void aFailingListenerLeavesTheLastWholeEpoch() {
    ComputationGraph network = network();
    NetworkTrainer trainer =
        new NetworkTrainer(EPOCHS, BATCH, 3)
            .reportTo(
                new TrainingProgress() {
                  @Override
                  public void batchDone(Batch batch) {
                    throw new IllegalStateException("listener");
                  }
                });

    assertThatIllegalStateException().isThrownBy(() -> trainer.fit(network, samples));
    assertSameState(network, network());
  }

  @Test
  void everySeedReproducesZeroIncludedAndSeedsDiffer() {
    for (long seed : new long[] {0, 1, -1}) {
      assertSameState(trained(seed), trained(seed));
    }
    assertThat(trained(0).params()).isNotEqualTo(trained(1).params());
  }

  @Test
  void dropoutIsDrawnAnewInEachEpoch() {
    // One batch, no learning: what changes from epoch to epoch is dropout alone.
    ComputationGraph network = PaperCnn.create(7, new Sgd(0));
    TrainingResult result = new NetworkTrainer(3, 90, 3).fit(network, samples);

    assertThat(result.epochs()).extracting(Epoch::meanLoss).doesNotHaveDuplicates();
  }

  @Test
  void reportsEveryBatchAndEveryEpoch() {
    List<Batch> batches = new ArrayList<>();
    List<Epoch> epochs = new ArrayList<>();
    ComputationGraph network = network();
    TrainingResult result =
        new NetworkTrainer(2, BATCH, 3)
            .evaluateWith(ComputationGraph::getEpochCount)
            .reportTo(
                new TrainingProgress() {
                  @Override
                  public void batchDone(Batch batch) {
                    batches.add(batch);
                  }

                  @Override
                  public void epochDone(Epoch epoch) {
                    epochs.add(epoch);
                  }
                })
            .fit(network, samples);

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(epochs).isEqualTo(result.epochs()).hasSize(2);
    assertThat(epochs.get(1).evaluation()).hasValue(2);
    assertThat(batches).hasSize(12).allMatch(batch -> batch.batches() == 6);
    assertThat(batches.get(7)).matches(batch -> batch.epoch() == 1 && batch.batch() == 1);
    double sum = 10 * batches.get(5).score();
    for (int b = 0; b < 5; b++) {
      sum += 16 * batches.get(b).score();
    }
    assertThat(epochs.get(0).meanLoss()).isEqualTo(sum / 90, within(1e-12));
  }

  @Test
  void learnsToTellThePatternsApart() {
    ComputationGraph network = PaperCnn.create(7, PaperCnn.updater(600));
    Samples many = Patterns.images(400, 1);
    TrainingResult result = new NetworkTrainer(24, BATCH, 3).fit(network, many);

    assertThat(result.epochs().get(23).meanLoss()).isLessThan(0.1);
    assertThat(Evaluator.accuracy(network, Patterns.images(200, 2))).isGreaterThan(0.95);
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingAtTheLastWholeEpoch() {
    float[] broken = samples.features().clone();
    broken[1234] = Float.NaN;
    ComputationGraph network = network();

    TrainingResult result =
        new NetworkTrainer(EPOCHS, BATCH, 3).fit(network, samples.withFeatures(broken, 1, 28, 28));

    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.outcome().toString()).contains("learning rate");
    assertSameState(network, network());
  }

  @Test
  void refusesToTrainOnNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkTrainer(1, 1, 1).fit(network(), samples.range(0, 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkTrainer(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkTrainer(1, 0, 1));
  }

  private ComputationGraph network() {
    return PaperCnn.create(7, new Adam(new CosineSchedule(1e-3, 2, iterations)));
  }

  private ComputationGraph trained(long seed) {
    ComputationGraph network = network();
    new NetworkTrainer(1, BATCH, seed).fit(network, samples);
    return network;
  }

  private static void assertSameState(ComputationGraph actual, ComputationGraph expected) {
    assertThat(actual.params().toFloatVector()).isEqualTo(expected.params().toFloatVector());
    assertThat(actual.getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(expected.getUpdater().getStateViewArray().toFloatVector());
    assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
    assertThat(actual.getEpochCount()).isEqualTo(expected.getEpochCount());
  }
}
