package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.testing.ForkedJvm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training allocates nothing that grows with the circuit or the batch, once all is compiled. In a
 * process of its own: how Java compiles vectors depends on all that ran before.
 */
class AllocationTest {
  /** The indices of a batch are 272 bytes of it; its input voltages alone would be 6144. */
  private static final long BYTES_PER_BATCH = 4096;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainingDoesNotAllocateInTheSteadyState(int threads) throws Exception {
    // The same kernels as here.
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-modules"))
            .toList();
    ForkedJvm.Outcome outcome =
        ForkedJvm.run(directory, Map.of(), options, AllocationForks.class, "" + threads);
    assertThat(outcome.exitCode()).as(String.join("\n", outcome.lines())).isZero();
    long bytes =
        outcome.lines().stream()
            .filter(line -> line.startsWith("bytes "))
            .mapToLong(line -> Long.parseLong(line.substring("bytes ".length())))
            .sum();
    assertThat(bytes).isBetween(1L, BYTES_PER_BATCH);
  }
}
