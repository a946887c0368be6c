package org.eqprop4j.analog.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eqprop4j.analog.testing.AllocatedBytes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training allocates nothing that grows with the circuit or the batch, once all is compiled. */
class AllocationTest {
  /** The indices of a batch are 272 bytes of it; its input voltages alone would be 6144. */
  private static final long BYTES_PER_BATCH = 4096;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainingDoesNotAllocateInTheSteadyState(int threads) throws Exception {
    long bytes = AllocatedBytes.of(directory, AllocationForks.class, "" + threads);

    assertThat(bytes).isBetween(1L, BYTES_PER_BATCH);
  }
}
