package org.eqprop4j.analog.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a program allocates, measured in a process of its own: how Java compiles vectors depends on
 * all that ran before.
 */
public final class AllocatedBytes {
  private static final String LINE = "bytes ";

  private AllocatedBytes() {}

  /** Tells {@link #of} what was measured. */
  public static void print(long bytes) {
    System.out.println(LINE + bytes);
  }

  /**
   * The bytes that a program prints, run on the same kernels as the caller.
   *
   * @param program its {@code main} calls {@link #print}
   */
  public static long of(Path directory, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(
                argument ->
                    argument.startsWith("--add-modules")
                        || argument.startsWith("-Deqprop4j.kernels"))
            .toList();
    ForkedJvm.Outcome outcome = ForkedJvm.run(directory, Map.of(), options, program, arguments);
    assertThat(outcome.exitCode()).as(String.join("\n", outcome.lines())).isZero();
    return outcome.lines().stream()
        .filter(line -> line.startsWith(LINE))
        .mapToLong(line -> Long.parseLong(line.substring(LINE.length())))
        .sum();
  }
}
