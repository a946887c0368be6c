package org.eqprop4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.eqprop4j.data.files.Commands.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a Unix shell")
class SystemCommandsTest {
  @TempDir Path directory;

  @Test
  void tellsWhichCommandsThereAre() {
    assertThat(new SystemCommands().available("sh")).isTrue();
    assertThat(new SystemCommands().available("no-such-command")).isFalse();
  }

  @Test
  void runsInTheDirectoryAndReportsCodeAndBothStreams() throws IOException {
    Outcome outcome =
        new SystemCommands().run(directory, "sh", "-c", "pwd -P; echo wrong >&2; exit 3");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).isEqualTo(directory.toRealPath() + "\nwrong\n");
  }

  @Test
  void endsACommandThatHangs() {
    assertThatThrownBy(
            () -> new SystemCommands(Duration.ofMillis(200)).run(directory, "sleep", "60"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("sleep 60 did not end");
  }
}
