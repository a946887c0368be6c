package org.eqprop4j.experiments.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.data.files.AtomicFiles;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.run.Metric;
import org.eqprop4j.experiments.run.MetricsLog;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.RunState.StageState;

/**
 * Runs stages one after another, from where the run directory's state says that the run is.
 *
 * <p>An epoch is finished in this order: metrics forced, checkpoint moved into place, state moved
 * into place, older checkpoint deleted. A kill in between leaves the state before, whose checkpoint
 * is still there, or the state after.
 */
public final class StageRunner {
  private final RunDirectory run;
  private final Progress progress;
  private RunState state;
  private MetricsLog metrics;

  /** For the given run, telling of its progress. */
  public StageRunner(RunDirectory run, Progress progress) {
    this.run = run;
    this.progress = progress;
  }

  /**
   * Does what is left of the stages.
   *
   * @param stages all stages of the experiment, the finished ones too
   * @throws IOException if the run cannot be read or written, or was begun with other stages
   * @throws Exception whatever a stage throws
   */
  public void run(List<Stage> stages) throws Exception {
    List<String> names = stages.stream().map(Stage::name).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("stages must have different names, got " + names);
    }
    state = Files.exists(run.state()) ? RunState.read(run.state()) : RunState.fresh(stages);
    if (!state.names().equals(names)) {
      throw new IOException(
          run.state() + ": was begun with the stages " + state.names() + ", not " + names);
    }
    for (StageState stage : state.stages()) {
      deleteAllBut(checkpoint(stage.name(), stage.finishedEpochs()));
    }
    try (MetricsLog log = MetricsLog.open(run.metrics(), state.metricsLength())) {
      metrics = log;
      for (int i = 0; i < stages.size(); i++) {
        Stage stage = stages.get(i);
        StageState before = state.stage(stage.name());
        if (!before.done()) {
          progress.beginStage(
              stage.name(), i + 1, stages.size(), stage.epochs(), before.finishedEpochs());
          stage.run(new StageContext(this, stage, before.finishedEpochs()));
          StageState after = state.stage(stage.name());
          save(new StageState(stage.name(), after.finishedEpochs(), true));
          progress.endStage();
        }
      }
    }
  }

  /**
   * What the last epoch of a stage wrote.
   *
   * @throws IllegalArgumentException if there is no such stage
   * @throws IllegalStateException if it is not done, or wrote nothing
   */
  public Path result(String stage) {
    StageState of = state.stage(stage);
    if (!of.done() || of.finishedEpochs() == 0) {
      throw new IllegalStateException(
          "stage " + stage + " has no result: it is not done, or finished no epoch");
    }
    return checkpoint(stage, of.finishedEpochs());
  }

  Path checkpoint(String stage, int epoch) {
    return directory(stage).resolve("epoch-" + epoch);
  }

  private Path directory(String stage) {
    return run.checkpoints().resolve(stage);
  }

  Progress progress() {
    return progress;
  }

  void record(Metric metric) throws IOException {
    metrics.append(metric);
  }

  void finishEpoch(String stage, int epoch, AtomicFiles.Writer writer) throws IOException {
    Path checkpoint = checkpoint(stage, epoch);
    Files.createDirectories(directory(stage));
    AtomicFiles.directory(checkpoint, writer);
    save(new StageState(stage, epoch, false));
    deleteAllBut(checkpoint);
  }

  /** Only the checkpoint that the state points to is of use. */
  private static void deleteAllBut(Path checkpoint) throws IOException {
    if (Files.exists(checkpoint.getParent())) {
      try (Stream<Path> all = Files.list(checkpoint.getParent())) {
        for (Path other : all.filter(path -> !path.equals(checkpoint)).toList()) {
          AtomicFiles.delete(other);
        }
      }
    }
  }

  private void save(StageState changed) throws IOException {
    state = state.with(changed, metrics.length());
    state.write(run.state());
  }
}
