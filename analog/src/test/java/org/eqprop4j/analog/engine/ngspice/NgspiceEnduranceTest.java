package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.testing.ForkedJvm;
import org.eqprop4j.analog.testing.Installed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long run in a process of its own, whose memory is watched. */
class NgspiceEnduranceTest {
  /** What the process may grow by after a fifth of the run. */
  private static final long MEGABYTES = 10;

  /**
   * For worker processes too: a heap that neither grows nor shrinks, and a compiler that takes
   * little memory, so that what grows is not Java's.
   */
  private static final Map<String, String> STEADY_JAVA =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-XX:+UseSerialGC -Xms32m -Xmx32m -XX:+AlwaysPreTouch -XX:TieredStopAtLevel=1");

  @TempDir Path directory;

  /** In worker processes, the memory of all of them counts; they are replaced five times. */
  @ParameterizedTest
  @ValueSource(strings = {"endurance", "isolated endurance"})
  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  void aHundredThousandSolvesWithWeightUpdatesLeaveMemoryFlat(String where) throws Exception {
    Installed.requireEngine("ngspice");
    ForkedJvm.Outcome outcome =
        ForkedJvm.run(directory, STEADY_JAVA, List.of(), NgspiceForks.class, where);
    System.out.println(String.join(System.lineSeparator(), outcome.lines()));
    assertThat(outcome.exitCode()).isZero();
    List<Long> resident =
        outcome.lines().stream()
            .filter(line -> line.startsWith("resident MB "))
            .map(line -> Long.valueOf(line.substring("resident MB ".length())))
            .toList();
    assertThat(resident).hasSize(10);
    assertThat(resident.get(9) - resident.get(1)).isLessThan(MEGABYTES);
  }
}
