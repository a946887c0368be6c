package org.eqprop4j.analog.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eqprop4j.analog.testing.ForkedJvm;
import org.eqprop4j.analog.testing.Installed;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers do not outlive the process that they work for. */
class ParentDeathTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"work", "wait", "end"})
  void whenTheParentEndsInAnyWayNoProcessAndNoFileIsLeft(String what) throws Exception {
    Installed.requireEngine("ngspice");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Process parent =
        new ProcessBuilder(
                ForkedJvm.command(
                    List.of("-Djava.io.tmpdir=" + temporary), WorkerForks.class, what))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> workers;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      workers =
          Arrays.stream(said.readLine().split(" ", 0))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
              .flatMap(java.util.Optional::stream)
              .toList();
    }
    if (!what.equals("end")) {
      assertThat(workers).hasSize(2);
      parent.destroyForcibly();
    }
    assertThat(parent.waitFor(1, TimeUnit.MINUTES)).isTrue();
    CompletableFuture.allOf(
            workers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .get(1, TimeUnit.MINUTES);
    try (var left = Files.list(temporary)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().contains("eqprop4j"));
    }
  }
}
