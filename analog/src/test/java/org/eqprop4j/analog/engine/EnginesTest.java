package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void theEngineAskedForIsTheOneDelivered() {
    assertThat(Engines.named("builtin").name()).isEqualTo("builtin");
    assertThat(Engines.named("builtin").version()).isNotBlank();
  }

  @Test
  void anEngineThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Engines.named("abacus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no engine 'abacus', expected one of [")
        .hasMessageContaining("builtin");
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatThrownBy(() -> new SolverOptions(0, 1e-9, 10))
        .hasMessage("threads must be at least 1, got 0");
    assertThatThrownBy(() -> SolverOptions.DEFAULT.withVoltageTolerance(0))
        .hasMessage("voltage tolerance must be between 0 and 1 V, got 0.0 V");
    assertThatThrownBy(() -> new SolverOptions(1, 1e-9, 0))
        .hasMessage("iterations must be at least 1, got 0");
    assertThat(SolverOptions.DEFAULT.withThreads(0).threads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void everyPieceOfWorkIsDoneOnceOnAnyNumberOfThreads() {
    for (int threads = 1; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        for (int pieces : new int[] {0, 1, 100}) {
          AtomicIntegerArray runs = new AtomicIntegerArray(100);
          workers.run(pieces, runs::incrementAndGet);
          for (int i = 0; i < 100; i++) {
            assertThat(runs.get(i)).isEqualTo(i < pieces ? 1 : 0);
          }
        }
      }
    }
  }

  @Test
  void aFailureInAPieceOfWorkReachesTheCaller() {
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      4,
                      i -> {
                        if (i == 2) {
                          throw new SolveException("piece 2");
                        }
                      }))
          .isInstanceOf(SolveException.class)
          .hasMessageContaining("piece 2");
    }
  }
}
