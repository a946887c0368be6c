package org.eqprop4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path dir;

  @Test
  void replacesAFile() throws IOException {
    Path file = dir.resolve("a.txt");
    AtomicFiles.text(file, "old");
    AtomicFiles.text(file, "new");

    assertThat(file).hasContent("new");
    assertThat(dir).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void failedWriteKeepsWhatWasThereAndLeavesNoTemporary() throws IOException {
    Path file = dir.resolve("a.txt");
    AtomicFiles.text(file, "old");

    assertThatThrownBy(
            () ->
                AtomicFiles.file(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(dir.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void failedDirectoryLeavesNothing() {
    assertThatThrownBy(
            () ->
                AtomicFiles.directory(
                    dir.resolve("d"),
                    temporary -> {
                      Files.writeString(temporary.resolve("a"), "half");
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");

    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void directoryReplacesAStaleOne() throws IOException {
    Path target = dir.resolve("d");
    AtomicFiles.directory(target, d -> Files.writeString(d.resolve("stale"), "x"));
    AtomicFiles.directory(target, d -> Files.writeString(d.resolve("fresh"), "y"));

    assertThat(target.toFile().list()).containsExactly("fresh");
  }

  @Test
  void sweepRemovesWhatAKilledProcessLeft() throws IOException {
    Path nested = Files.createDirectories(dir.resolve("checkpoints/.epoch-3.99-1.tmp/deep"));
    Files.writeString(nested.resolve("x"), "half");
    Files.writeString(dir.resolve(".state.json.99-2.tmp"), "half");
    Files.writeString(dir.resolve("state.json"), "whole");

    AtomicFiles.sweep(dir);

    assertThat(dir.resolve("state.json")).exists();
    assertThat(dir.resolve("checkpoints")).isEmptyDirectory();
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("checkpoints", "state.json");
  }
}
