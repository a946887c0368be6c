package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Running programs, which here are shell scripts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class XyceProcessTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private Path work;

  @BeforeEach
  void makeAPlaceForWork() throws IOException {
    work = Files.createDirectory(temporary.resolve("a place with blanks"));
  }

  private XyceProcess program(Duration limit, String... lines) {
    return new XyceProcess(Scripts.write(temporary.resolve("bin of mine"), lines), limit);
  }

  private XyceProcess.Outcome run(XyceProcess process) {
    try (WorkDirectory directory = new WorkDirectory(work)) {
      return process.run(directory, "circuit.cir");
    }
  }

  @Test
  void bothOutputsAndTheExitCodeComeBackAndNothingStaysOnDisk() {
    XyceProcess.Outcome outcome =
        run(
            program(
                AMPLE, "echo out \"$1\" $LC_ALL", "echo wrong >&2", "touch leftover", "exit 3"));
    assertThat(outcome)
        .isEqualTo(new XyceProcess.Outcome(true, 3, "out circuit.cir C\n", "wrong\n"));
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void muchOutputDoesNotBlock() {
    XyceProcess.Outcome outcome =
        run(program(AMPLE, "head -c 3000000 /dev/zero | tr '\\0' 'x'", "exit 0"));
    assertThat(outcome.inTime()).isTrue();
    assertThat(outcome.stdout()).hasSize(3_000_000);
  }

  @Test
  void aProgramThatReadsItsInputFindsItsEnd() {
    assertThat(run(program(AMPLE, "cat", "exit 0")).inTime()).isTrue();
  }

  @Test
  void aProgramThatHangsIsKilledWithItsChildren() throws Exception {
    Path child = temporary.resolve("child");
    long start = System.nanoTime();
    XyceProcess.Outcome outcome =
        run(
            program(
                Duration.ofSeconds(2),
                "sleep 300 &",
                "echo $! > '" + child + "'",
                "echo before",
                "wait"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(outcome.inTime()).isFalse();
    assertThat(outcome.stdout()).isEqualTo("before\n");
    assertThat(work).isEmptyDirectory();
    long pid = Long.parseLong(Files.readString(child).strip());
    for (int i = 0; i < 100 && isAlive(pid); i++) {
      Thread.sleep(50);
    }
    assertThat(isAlive(pid)).isFalse();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void anInterruptedCallerKillsItAndStaysInterrupted() {
    XyceProcess process = program(AMPLE, "exec sleep 300");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(process))
        .isInstanceOf(XyceException.class)
        .hasMessage("interrupted while Xyce was running");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void aFileThatIsNoProgramIsAnError() throws IOException {
    Path file = Files.writeString(temporary.resolve("Xyce"), "text");
    assertThatThrownBy(() -> run(new XyceProcess(file, AMPLE)))
        .isInstanceOf(XyceException.class)
        .hasMessageStartingWith("cannot run " + file);
    assertThat(work).isEmptyDirectory();
  }
}
