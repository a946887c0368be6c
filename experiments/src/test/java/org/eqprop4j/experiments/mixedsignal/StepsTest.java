package org.eqprop4j.experiments.mixedsignal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.experiments.config.ConfigLayer;
import org.eqprop4j.experiments.config.ConfigLoader;
import org.eqprop4j.experiments.stage.Stage;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static List<Stage> stages(String... settings) {
    MixedSignalConfig config =
        new ConfigLoader<>(MixedSignalConfig.class, "mixed-signal")
            .load(Stream.of(settings).map(s -> ConfigLayer.assignment("--set", s)).toList());
    return new Steps(config, null, null).stages();
  }

  private static AnalogStage analog(List<Stage> stages, String name) {
    return (AnalogStage) stages.stream().filter(s -> s.name().equals(name)).findFirst().get();
  }

  @Test
  void controlDiffersFromRetrainingInTheEmbeddingAlone() {
    List<Stage> stages = stages("rounds=2", "control=true");

    assertThat(stages.stream().map(Stage::name))
        .containsExactly(
            "cnn",
            "analog",
            "inputs-1",
            "cnn-1",
            "analog-1",
            "control-1",
            "inputs-2",
            "cnn-2",
            "analog-2",
            "control-2");
    AnalogStage retrained = analog(stages, "analog-2");
    AnalogStage control = analog(stages, "control-2");
    assertThat(retrained.cnn()).isEqualTo("cnn-2");
    assertThat(retrained.before()).isEqualTo("analog-1");
    assertThat(control.cnn()).isEqualTo("cnn");
    assertThat(control.before()).isEqualTo("control-1");
    assertThat(analog(stages, "control-1").before()).isEqualTo("analog");
    assertThat(control.seed()).isEqualTo(retrained.seed());
    assertThat(control.epochs()).isEqualTo(retrained.epochs());
  }

  @Test
  void fewerRoundsAreTheBeginningOfMore() {
    List<Stage> one = stages("rounds=1");
    List<Stage> three = stages("rounds=3");

    assertThat(one.stream().map(Stage::name).toList())
        .isEqualTo(three.stream().map(Stage::name).limit(one.size()).toList());
    assertThat(analog(one, "analog-1").seed()).isEqualTo(analog(three, "analog-1").seed());
  }
}
