package org.eqprop4j.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.experiments.progress.Progress;
import org.eqprop4j.experiments.run.Provenance;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageRunner;

/** What an experiment works with while it runs. */
public final class ExperimentContext {
  private final RunDirectory directory;
  private final Progress progress;
  private final StageRunner stages;

  /** For a run in a directory. */
  public ExperimentContext(RunDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
    this.stages = new StageRunner(directory, progress);
  }

  /** Where the run is kept. */
  public RunDirectory directory() {
    return directory;
  }

  /** What the user sees. */
  public Progress progress() {
    return progress;
  }

  /** To record seeds, data and the engine in. */
  public Provenance provenance() throws IOException {
    return directory.provenance();
  }

  /**
   * Does what is left of the stages; to be called once.
   *
   * @param all all stages of the experiment in their order, the finished ones too
   */
  public void runStages(List<? extends Stage> all) throws Exception {
    stages.run(List.copyOf(all));
  }

  /** The directory that the last epoch of a stage has filled. */
  public Path result(String stage) {
    return stages.result(stage);
  }
}
