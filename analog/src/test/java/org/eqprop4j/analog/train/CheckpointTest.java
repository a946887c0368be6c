package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eqprop4j.analog.model.Archive;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.analog.testing.Models;
import org.eqprop4j.analog.testing.Training;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.LearningRates;
import org.eqprop4j.analog.train.optimizer.Momentum;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.analog.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir private Path directory;

  private static Training training(long seed, Optimizer optimizer) {
    LearningRates rates = new LearningRates(5e-8, Map.of("output", 2e-8), new Schedule.Cosine(0.1));
    return new Training(
        Models.classifier(4, 10, 3, seed), Training.iris(), 32, 1, optimizer, rates);
  }

  private static double[] state(Training t, String name) {
    return t.trainer.optimizerState().get(name);
  }

  @Test
  void resumingEqualsNotHavingStoppedToTheLastBit() throws IOException {
    Path file = directory.resolve("training.zip");
    for (Supplier<Optimizer> optimizer :
        List.<Supplier<Optimizer>>of(Adam::new, () -> new Momentum(0.9), Sgd::new)) {
      try (Training straight = training(1, optimizer.get());
          Training stopped = training(1, optimizer.get());
          Training resumed = training(2, optimizer.get())) {
        straight.epochs(0, 7);
        stopped.epochs(0, 2);
        Checkpoint.save(stopped.trainer, file);
        Checkpoint.restore(resumed.trainer, file);
        assertThat(resumed.trainer.step()).isEqualTo(3 * 5);
        resumed.epochs(3, 7);
        assertThat(resumed.trainer.step()).isEqualTo(straight.trainer.step());
        assertThat(resumed.trainer.model().parameters())
            .isEqualTo(straight.trainer.model().parameters())
            .isNotEqualTo(stopped.trainer.model().parameters());
        for (String name : straight.trainer.optimizerState().keySet()) {
          assertThat(state(resumed, name)).isEqualTo(state(straight, name));
        }
      }
    }
  }

  @Test
  void restoringIntoATrainingThatWentOnTurnsItBack() throws IOException {
    Path file = directory.resolve("training.zip");
    try (Training training = training(1, new Adam())) {
      training.epochs(0, 1);
      Checkpoint.save(training.trainer, file);
      training.epochs(2, 3);
      double[] once = training.trainer.model().parameters().clone();
      Checkpoint.restore(training.trainer, file);
      training.epochs(2, 3);
      assertThat(training.trainer.model().parameters()).isEqualTo(once);
    }
  }

  @Test
  void equalTrainingsGiveEqualFilesFromWhichTheModelCanBeLoaded() throws IOException {
    Path first = directory.resolve("first.zip");
    Path second = directory.resolve("second.zip");
    try (Training a = training(1, new Adam());
        Training b = training(1, new Adam())) {
      Checkpoint.save(a.epochs(0, 0).trainer, first);
      Checkpoint.save(b.epochs(0, 0).trainer, second);
      assertThat(first).hasSameBinaryContentAs(second);
      Model loaded = ModelFile.load(first);
      assertThat(loaded.parameters()).isEqualTo(a.trainer.model().parameters());
    }
  }

  @Test
  void aCheckpointOfAnotherOptimiserIsRefusedAndChangesNothing() throws IOException {
    Path file = directory.resolve("training.zip");
    try (Training adam = training(1, new Adam());
        Training momentum = training(2, new Momentum(0.9))) {
      Checkpoint.save(adam.trainer, file);
      double[] before = momentum.trainer.model().parameters().clone();
      assertThatThrownBy(() -> Checkpoint.restore(momentum.trainer, file))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": holds optimiser state [mean, square], expected [velocity]");
      assertThat(momentum.trainer.model().parameters()).isEqualTo(before);
    }
  }

  @Test
  void aCheckpointOfAnotherModelIsRefusedWithTheFirstLayerThatDiffers() throws IOException {
    Path file = directory.resolve("training.zip");
    try (Training ten = training(1, new Adam());
        Training eight = new Training(Models.classifier(4, 8, 3, 1), Training.iris(), 32, 1)) {
      Checkpoint.save(ten.trainer, file);
      assertThatThrownBy(() -> Checkpoint.restore(eight.trainer, file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": holds another model: ")
          .hasMessageContaining("name=hidden, units=10")
          .hasMessageContaining("name=hidden, units=8");
    }
  }

  @Test
  void aCheckpointFromBeforeThereWasFitGoesOnAtItsStep() throws IOException {
    try (Training training = training(1, new Adam());
        Training resumed = training(2, new Adam())) {
      training.epochs(0, 1);
      Archive whole = Checkpoint.archive(training.trainer, "whole");
      Archive old = ModelFile.archive(training.trainer.model(), "old");
      for (String entry :
          List.of("checkpoint.json", "optimizer/mean.npy", "optimizer/square.npy")) {
        old.put(entry, whole.entry(entry));
      }
      Checkpoint.restore(resumed.trainer, old);
      assertThat(resumed.trainer.step()).isEqualTo(training.trainer.step());
      assertThat(resumed.epochs(2, 3).trainer.model().parameters())
          .isEqualTo(training.epochs(2, 3).trainer.model().parameters());
    }
  }

  @Test
  void aModelFileIsNoCheckpoint() throws IOException {
    Path file = directory.resolve("model.zip");
    try (Training training = training(1, new Adam())) {
      ModelFile.save(training.trainer.model(), file);
      assertThatThrownBy(() -> Checkpoint.restore(training.trainer, file))
          .hasMessage(file + ": entry checkpoint.json is missing");
      Files.write(file, new byte[100]);
      assertThatThrownBy(() -> Checkpoint.restore(training.trainer, file))
          .hasMessage(file + ": no zip file, or one that was cut off");
    }
  }
}
