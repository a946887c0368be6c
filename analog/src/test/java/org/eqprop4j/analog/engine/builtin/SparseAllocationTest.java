package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eqprop4j.analog.testing.AllocatedBytes;
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
    long bytes = AllocatedBytes.of(directory, SparseAllocationForks.class);

    assertThat(bytes).isBetween(1L, BYTES_PER_BATCH);
  }
}
