package org.eqprop4j.experiments.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.data.files.AtomicFiles;

/**
 * How far a run is, as {@code state.json}.
 *
 * @param stages the stages in their order
 * @param metricsLength length of the metrics file in bytes up to the last finished epoch
 */
record RunState(List<StageState> stages, long metricsLength) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  RunState {
    stages = List.copyOf(stages);
  }

  /**
   * How far a stage is.
   *
   * @param name the stage's name
   * @param finishedEpochs epochs whose checkpoint is on the disk
   * @param done whether the stage is over
   */
  record StageState(String name, int finishedEpochs, boolean done) {}

  /** A run in which nothing is done. */
  static RunState fresh(List<Stage> stages) {
    return new RunState(
        stages.stream().map(stage -> new StageState(stage.name(), 0, false)).toList(), 0);
  }

  static RunState read(Path file) throws IOException {
    try {
      RunState state = MAPPER.readValue(Files.readString(file), RunState.class);
      if (state != null) {
        return state;
      }
      throw new IOException(file + ": is damaged, expected the run's state");
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + ": is damaged, expected the run's state: " + e.getOriginalMessage(), e);
    }
  }

  void write(Path file) throws IOException {
    AtomicFiles.text(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  List<String> names() {
    return stages.stream().map(StageState::name).toList();
  }

  StageState stage(String name) {
    return stages.stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage " + name + " among " + names()));
  }

  /** This state with one stage's replaced. */
  RunState with(StageState changed, long newMetricsLength) {
    List<StageState> all = new ArrayList<>(stages);
    all.replaceAll(stage -> stage.name().equals(changed.name()) ? changed : stage);
    return new RunState(all, newMetricsLength);
  }
}
