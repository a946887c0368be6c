package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.testing.ForkedJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Elimination programs allocate nothing that grows with the circuit or the batch, once all is
 * compiled. In a process of its own: how Java compiles vectors depends on all that ran before.
 */
class SparseAllocationTest {
  /**
   * Of both phases of a batch; its voltages alone are 34 kB, the factor of a tile is another 30.
   */
  private static final long BYTES_PER_BATCH = 16_384;

  @TempDir Path directory;

  @Test
  void solvingAChainDoesNotAllocateInTheSteadyState() throws Exception {
    // The same kernels as here.
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(
                argument ->
                    argument.startsWith("--add-modules")
                        || argument.startsWith("-Deqprop4j.kernels"))
            .toList();
    ForkedJvm.Outcome outcome =
        ForkedJvm.run(directory, Map.of(), options, SparseAllocationForks.class);
    assertThat(outcome.exitCode()).as(String.join("\n", outcome.lines())).isZero();
    long bytes =
        outcome.lines().stream()
            .filter(line -> line.startsWith("bytes "))
            .mapToLong(line -> Long.parseLong(line.substring("bytes ".length())))
            .sum();
    assertThat(bytes).isBetween(1L, BYTES_PER_BATCH);
  }
}
