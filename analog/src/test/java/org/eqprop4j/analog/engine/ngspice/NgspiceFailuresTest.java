package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eqprop4j.analog.testing.ForkedJvm;
import org.eqprop4j.analog.testing.Installed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong with ngspice, in processes of its own. */
class NgspiceFailuresTest {
  @TempDir Path directory;

  @BeforeEach
  void requireNgspice() {
    Installed.requireEngine("ngspice");
  }

  private List<String> run(Map<String, String> environment, String what) throws Exception {
    ForkedJvm.Outcome outcome =
        ForkedJvm.run(directory, environment, List.of(), NgspiceForks.class, what);
    assertThat(outcome.lines()).endsWith("end");
    assertThat(outcome.exitCode()).isZero();
    return outcome.lines();
  }

  /** Without care, ngspice's start makes the next null pointer or safepoint end the process. */
  @Test
  void nullPointersStayExceptionsWhileLibrariesStartAndAfterwards() throws Exception {
    assertThat(run(Map.of(), "null")).contains("null pointers were exceptions");
  }

  @Test
  void everyFailureIsNamedInNgspicesOwnWordsAndOnlyTheFatalOnesCostTheInstance() throws Exception {
    List<String> lines = run(Map.of(), "failures");
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("infinite", "alive: .*no such vector Infinity.*"),
            Map.entry("not-a-number", "alive: .*no such vector NaN.*"),
            Map.entry("unknown-device", "alive: .*no such device or model name r99.*"),
            Map.entry("unknown-command", "alive: .*frobnicate.*"),
            Map.entry("missing-file", "dead: .*/nonexistent/x.cir: No such file.*"),
            Map.entry("quit", "dead: .*'quit' asks for detaching.*"),
            Map.entry("undefined-parameter", "dead: .*Undefined parameter \\[foo\\].*"),
            Map.entry("unknown-model", "alive: .*could not find a valid modelname.*"),
            Map.entry("garbage", "alive: .*qwerty uiop.*"),
            Map.entry("duplicate", "alive: .*device already exists.*"),
            Map.entry("voltage-loop", "alive: no point: .*singular.*"),
            Map.entry("no-voltage", "alive: no point: .*no data saved.*"));
    expected.forEach(
        (name, text) ->
            assertThat(lines).anySatisfy(line -> assertThat(line).matches(name + ": " + text)));
    assertThat(lines).hasSize(expected.size() + 1);
  }

  @Test
  void aStuckSolveIsGivenUpAndReportedAndOtherInstancesWork() throws Exception {
    List<String> lines = run(Map.of(), "stuck");
    assertThat(lines.subList(0, 6))
        .containsOnly("TIME_LIMIT NaN ngspice did not come back within 1 ms");
    assertThat(lines).contains("others work");
  }

  @Test
  void anInstanceThatEndsItselfCostsOneSampleAndIsReplaced() throws Exception {
    List<String> lines = run(Map.of(), "lost");
    assertThat(lines.get(0)).startsWith("SIMULATOR_ERROR NaN");
    assertThat(lines.subList(1, 4)).allSatisfy(line -> assertThat(line).startsWith("CONVERGED 0."));
    assertThat(lines.get(4)).contains("ngspice ended itself over 'step 1'", "asks for detaching");
  }

  @Test
  void anEngineWhoseLibraryIsMissingIsRefusedAndNotListed() throws Exception {
    List<String> lines = run(Map.of("EQPROP4J_NGSPICE", "/nonexistent"), "missing");
    assertThat(lines.get(0))
        .startsWith("engine 'ngspice' cannot run here: EQPROP4J_NGSPICE is '/nonexistent'")
        .endsWith("usable are [builtin, coordinate-descent, newton]");
    assertThat(lines.get(1))
        .isEqualTo("no engine 'abacus', expected one of [builtin, coordinate-descent, newton]");
  }

  @Test
  void theVersionIsThatOfTheLibrary() throws Exception {
    assertThat(run(Map.of(), "version").get(0)).matches("version \\d\\d(\\.\\d+)?\\+?");
  }

  @Test
  void noWarningIsShownAndNoFileLeftBehind() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    assertThat(run(environment, "version"))
        .filteredOn(line -> !line.startsWith("Picked up"))
        .hasSize(2);
    try (var left = Files.list(temporary)) {
      assertThat(left.filter(p -> p.getFileName().toString().contains("ngspice"))).isEmpty();
    }
  }

  @Test
  void aStartUpFileInTheUsersHomeIsNotRead() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Files.writeString(home.resolve(".spiceinit"), "quit\n");
    assertThat(run(Map.of("HOME", home.toString()), "version").get(0)).startsWith("version");
  }

  @Test
  void aStartUpFileInTheCurrentDirectoryIsNotReadOrRefused() throws Exception {
    Files.writeString(directory.resolve(".spiceinit"), "quit\n");
    ForkedJvm.Outcome outcome =
        ForkedJvm.run(directory, Map.of(), List.of(), NgspiceForks.class, "version");
    assertThat(outcome.lines())
        .anySatisfy(line -> assertThat(line).containsAnyOf("version 4", "start from another"));
  }

  /** In German, 1.5 is written 1,5, and the JVM takes the user's language over for native code. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void numbersHaveDecimalPointsWhateverTheLanguage() throws Exception {
    Installed.requireProgram("localedef", "apt install libc-bin locales");
    Path german = directory.resolve("de_DE.UTF-8");
    Process compiler =
        new ProcessBuilder("localedef", "-i", "de_DE", "-f", "UTF-8", german.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("localedef.txt").toFile())
            .start();
    assertThat(compiler.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeThat(german).as("the sources of the locale, apt install locales").exists();
    Map<String, String> environment =
        Map.of("LOCPATH", directory.toString(), "LC_ALL", "de_DE.UTF-8");
    assertThat(run(environment, "locale"))
        .containsExactly("decimal ,", "decimal .", "volts 0.75", "volts 1.25", "end");
  }
}
