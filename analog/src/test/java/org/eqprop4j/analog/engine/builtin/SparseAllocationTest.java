package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eqprop4j.analog.testing.AllocatedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elimination programs allocate nothing that grows with the circuit, once all is compiled. */
class SparseAllocationTest {
  /** The factor of a tile alone is 30 kB. */
  private static final long BYTES = 256;

  @TempDir Path directory;

  @Test
  void factoringAndSolvingDoNotAllocateInTheSteadyState() throws Exception {
    assertThat(AllocatedBytes.of(directory, SparseAllocationForks.class)).isLessThan(BYTES);
  }
}
