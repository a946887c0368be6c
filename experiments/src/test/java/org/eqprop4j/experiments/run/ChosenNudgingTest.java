package org.eqprop4j.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eqprop4j.analog.train.NudgingStrength;
import org.eqprop4j.analog.train.NudgingStrength.Sides;
import org.eqprop4j.experiments.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenNudgingTest {
  private static final String KEY = "training.nudging.beta";
  private static final NudgingStrength FIRST =
      new NudgingStrength(Sides.BOTH, 1.0 / 3e7, 5e-5, 1e-6, 1.1e-6);
  private static final NudgingStrength LATER =
      new NudgingStrength(Sides.BOTH, 2e-7, 5e-5, 1e-6, 1.1e-6);

  @TempDir Path dir;

  @Test
  void aResumedRunKeepsWhatWasChosenFirstToTheLastBit() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "test", "")) {
      assertThat(ChosenNudging.of(run, KEY, () -> FIRST)).isEqualTo(FIRST);
    }
    try (RunDirectory run = RunDirectory.resume(dir.resolve("run"))) {
      assertThat(ChosenNudging.of(run, KEY, () -> LATER)).isEqualTo(FIRST);
    }
  }

  @Test
  void aChoiceThatCannotBeMadeNamesTheKey() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "test", "")) {
      assertThatThrownBy(
              () ->
                  ChosenNudging.of(
                      run,
                      KEY,
                      () -> {
                        throw new IllegalArgumentException("the samples have no error");
                      }))
          .isInstanceOf(ConfigException.class)
          .hasMessage("training.nudging.beta = auto: the samples have no error; expected a number");
      assertThat(run.file("nudging.json")).doesNotExist();
    }
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "test", "")) {
      Path file = Files.writeString(run.file("nudging.json"), "{\"beta\": ");
      assertThatThrownBy(() -> ChosenNudging.of(run, KEY, () -> LATER))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": is damaged, expected the nudging strength");
    }
  }
}
