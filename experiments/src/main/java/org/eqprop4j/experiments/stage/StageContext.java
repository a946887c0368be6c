package org.eqprop4j.experiments.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.run.Metric;

/** What a stage sees of the run it is part of. */
public final class StageContext {
  private final StageRunner runner;
  private final Stage stage;
  private int finished;
  private long epochStart = System.nanoTime();
  private double loss = Double.NaN;
  private double accuracy = Double.NaN;

  StageContext(StageRunner runner, Stage stage, int finished) {
    this.runner = runner;
    this.stage = stage;
    this.finished = finished;
  }

  /** How many epochs of this stage are finished; 0 when it starts afresh. */
  public int finishedEpochs() {
    return finished;
  }

  /** What the last finished epoch of this stage wrote; empty when it starts afresh. */
  public Optional<Path> checkpoint() {
    return finished == 0
        ? Optional.empty()
        : Optional.of(runner.checkpoint(stage.name(), finished));
  }

  /**
   * What the last epoch of an earlier stage wrote.
   *
   * @throws IllegalArgumentException if there is no such stage
   * @throws IllegalStateException if it is not done, or wrote nothing
   */
  public Path result(String earlierStage) {
    return runner.result(earlierStage);
  }

  /** To show steps within an epoch; stages and epochs are shown without doing anything. */
  public Progress progress() {
    return runner.progress();
  }

  /**
   * Records a number measured in this stage. A name ending in {@code loss} or {@code accuracy} is
   * drawn as a learning curve, and shown.
   *
   * @param epoch epochs done, with a fraction inside an epoch
   */
  public void metric(double epoch, String name, double value) throws IOException {
    runner.record(new Metric(stage.name(), epoch, name, value));
    loss = name.endsWith("loss") ? value : loss;
    accuracy = name.endsWith("accuracy") ? value : accuracy;
  }

  /**
   * Ends an epoch: saves the checkpoint, then the state that makes it the place to resume from. The
   * metrics of the epoch must have been recorded before. The checkpoint of the epoch before is
   * deleted.
   *
   * @param checkpoint fills a directory with all that the next epoch, and later stages, need
   */
  public void finishEpoch(AtomicFiles.Writer checkpoint) throws IOException {
    if (finished == stage.epochs()) {
      throw new IllegalStateException(
          "stage " + stage.name() + " has " + stage.epochs() + " epochs, all are finished");
    }
    long now = System.nanoTime();
    runner.record(new Metric(stage.name(), finished + 1, "seconds", (now - epochStart) / 1e9));
    runner.finishEpoch(stage.name(), finished + 1, checkpoint);
    finished++;
    epochStart = System.nanoTime();
    progress().endEpoch(finished, loss, accuracy);
  }
}
