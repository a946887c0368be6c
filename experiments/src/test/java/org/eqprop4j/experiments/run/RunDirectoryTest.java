package org.eqprop4j.experiments.run;

import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path dir;

  @Test
  void configIsThereBeforeWorkStarts() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("a/b"), "toy", "seed: 1\n")) {
      assertThat(run.config()).hasContent("seed: 1\n");
      assertThat(run.provenance().experiment()).isEqualTo("toy");
    }
  }

  @Test
  void fileOrFilledDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x");

    assertThatThrownBy(() -> RunDirectory.create(file, "toy", ""))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> RunDirectory.create(dir, "toy", ""))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("is not empty")
        .hasMessageContaining("--resume");
    assertThat(file).hasContent("x");
  }

  @Test
  void runsThatBeginInTheSameSecondHaveDirectoriesOfTheirOwn() throws IOException {
    Path runs = dir.resolve("runs");
    Files.createDirectories(runs);
    Files.writeString(runs.resolve("toy-3"), "a file");
    for (String expected : List.of("toy", "toy-2", "toy-4")) {
      Path made = RunDirectory.make(runs, "toy");
      assertThat(made).isEqualTo(runs.resolve(expected)).isEmptyDirectory();
      RunDirectory.create(made, "toy", "").close();
    }
  }

  @Test
  void theNewestRunIsTheOneBegunLastOfThisExperimentWhateverItsName() throws IOException {
    Path runs = dir.resolve("runs");
    assertThat(RunDirectory.newest(runs, "toy")).isEmpty();
    int hour = 0;
    for (String name : List.of("toy-2", "toy-10", "mine", "toy-9", "toy-large-1")) {
      String experiment = name.startsWith("toy-large") ? "toy-large" : "toy";
      try (RunDirectory run = RunDirectory.create(runs.resolve(name), experiment, "")) {
        Files.setLastModifiedTime(run.config(), FileTime.from(Instant.EPOCH.plus(hour++, HOURS)));
      }
    }
    Files.createDirectory(runs.resolve("toy-99"));
    assertThat(RunDirectory.newest(runs, "toy")).contains(runs.resolve("toy-9"));
    Path mine = runs.resolve("mine/config.yaml");
    Files.setLastModifiedTime(mine, FileTime.from(Instant.EPOCH.plus(hour, HOURS)));
    assertThat(RunDirectory.newest(runs, "toy")).contains(mine.getParent());
    assertThat(RunDirectory.newest(runs, "toy-large")).contains(runs.resolve("toy-large-1"));
    assertThat(RunDirectory.newest(runs, "other")).isEmpty();
  }

  @Test
  void directoryIsLockedUntilClosed() throws IOException {
    Path path = dir.resolve("run");
    try (RunDirectory run = RunDirectory.create(path, "toy", "")) {
      assertThatThrownBy(() -> RunDirectory.resume(run.path()))
          .isInstanceOf(RunDirectoryException.class)
          .hasMessageContaining("another process is writing this run");
      RunDirectory.read(run.path()).close();
    }
    RunDirectory.resume(path).close();
  }

  @Test
  void provenanceAddsUpOverStarts() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "toy", "")) {
      run.provenance().started(List.of("run", "toy"));
      run.provenance().data("train-images", "c59f");
      run.provenance().engine("builtin", "0.1", false);
      run.provenance().started(List.of("run", "toy", "--resume"));
      run.provenance().engine("ngspice", "39", true);

      assertThat(run.provenance().toJson())
          .contains("\"train-images\" : \"c59f\"", "\"name\" : \"builtin\"", "--resume")
          .containsPattern("(?s)\"time\".*\"builtin\".*\"time\".*\"ngspice\"");
    }
  }

  @Test
  void damagedProvenanceIsNamed() throws IOException {
    try (RunDirectory run = RunDirectory.create(dir.resolve("run"), "toy", "")) {
      Path file = run.file("provenance.json");
      Files.writeString(file, "{");
      assertThatThrownBy(run::provenance).hasMessageContaining(file + ": is damaged");
      Files.writeString(file, "[]");
      assertThatThrownBy(run::provenance).hasMessageContaining(file + ": is damaged");
    }
  }

  @Test
  void commitAndChangesOfTheWorkingTreeAreRecorded() throws Exception {
    assertThat(CodeVersion.in(dir))
        .isEqualTo(new CodeVersion(CodeVersion.projectVersion(), "unknown", null));
    git("init", "-q");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x");

    CodeVersion clean = CodeVersion.in(dir);
    assertThat(clean.commit()).matches("[0-9a-f]{40}");
    assertThat(clean.dirty()).isFalse();
    Files.writeString(dir.resolve("new"), "x");
    assertThat(CodeVersion.in(dir).dirty()).isTrue();
  }

  @Test
  void processorHasANameEverywhere() throws IOException {
    Path cpuinfo = Files.writeString(dir.resolve("cpuinfo"), "vendor: x\nmodel name\t: Fast 9\n");

    assertThat(Machine.processorModel(cpuinfo)).isEqualTo("Fast 9");
    assertThat(Machine.processorModel(dir.resolve("none")))
        .isEqualTo(System.getProperty("os.arch"));
    assertThat(Machine.current().memoryBytes()).isPositive();
  }

  @Test
  void vectorInstructionsAreReadWhereTheSystemTells() throws IOException {
    Path x86 =
        Files.writeString(dir.resolve("x86"), "model name\t: F\nflags\t\t: fpu avx2 fma3 avx\n");
    Path arm = Files.writeString(dir.resolve("arm"), "Features\t: fp asimd\n");

    assertThat(Machine.instructionSets(x86)).containsExactly("avx", "avx2");
    assertThat(Machine.instructionSets(arm)).containsExactly("asimd");
    assertThat(Machine.instructionSets(dir.resolve("none"))).isEmpty();
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", dir.toString()));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
