package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPieceOfEverySectionRunsOnce(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int section = 0; section < 2000; section++) {
        int pieces = section % 9;
        AtomicIntegerArray runs = new AtomicIntegerArray(9);
        workers.run(pieces, runs::incrementAndGet);
        for (int i = 0; i < runs.length(); i++) {
          assertThat(runs.get(i)).isEqualTo(i < pieces ? 1 : 0);
        }
      }
    }
  }

  @Test
  void morePiecesThanAreGivenOutAtATimeRunOnceEach() {
    AtomicIntegerArray runs = new AtomicIntegerArray(150_000);
    try (Workers workers = new Workers(2)) {
      workers.run(runs.length(), runs::incrementAndGet);
    }
    for (int i = 0; i < runs.length(); i++) {
      assertThat(runs.get(i)).isOne();
    }
  }

  @Test
  void whatPiecesWroteIsSeenByTheCaller() {
    double[] values = new double[10_000];
    try (Workers workers = new Workers(3)) {
      for (int section = 1; section <= 200; section++) {
        workers.runRanges(values.length, 7, (from, to) -> fill(values, from, to));
        assertThat(Arrays.stream(values).distinct().toArray()).containsExactly(section);
      }
    }
  }

  private static void fill(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] += 1;
    }
  }

  @Test
  void asManyPiecesRunAtATimeAsThereAreThreads() {
    CyclicBarrier all = new CyclicBarrier(4);
    try (Workers workers = new Workers(4)) {
      var threads = ConcurrentHashMap.<Thread>newKeySet();
      workers.run(
          4,
          i -> {
            threads.add(Thread.currentThread());
            meet(all);
          });
      assertThat(threads).hasSize(4).contains(Thread.currentThread());
    }
  }

  @Test
  void aThreadGetsTheSamePiecesInEverySection() {
    Thread[] threads = new Thread[8];
    CyclicBarrier both = new CyclicBarrier(2);
    try (Workers workers = new Workers(2)) {
      for (int section = 0; section < 50; section++) {
        workers.run(
            8,
            i -> {
              threads[i] = Thread.currentThread();
              meet(both);
            });
        assertThat(Arrays.copyOf(threads, 4)).containsOnly(Thread.currentThread());
        assertThat(Arrays.copyOfRange(threads, 4, 8)).doesNotContain(Thread.currentThread());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void piecesOfAThreadThatIsHeldUpAreTakenByOthers(int stuck) {
    try (Workers workers = new Workers(2)) {
      for (int section = 0; section < 20; section++) {
        CountDownLatch others = new CountDownLatch(9);
        workers.run(
            10,
            i -> {
              if (i == stuck) {
                await(others);
              } else {
                others.countDown();
              }
            });
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatAPieceThrowsReachesTheCallerAndTheNextSectionRuns(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      5,
                      i -> {
                        if (i == 3) {
                          throw new SolveException("piece 3");
                        }
                      }))
          .isInstanceOf(SolveException.class)
          .hasMessage("piece 3");
      AtomicIntegerArray runs = new AtomicIntegerArray(5);
      workers.run(5, runs::incrementAndGet);
      assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1]");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void ofSeveralPiecesThatThrowTheFirstIsHeard(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int section = 0; section < 200; section++) {
        assertThatThrownBy(
                () ->
                    workers.run(
                        8,
                        i -> {
                          if (i >= 2) {
                            throw new SolveException("piece " + i);
                          }
                        }))
            .hasMessage("piece 2");
      }
    }
  }

  @Test
  void aPieceMayRunASectionOfItsOwn() {
    AtomicIntegerArray runs = new AtomicIntegerArray(12);
    try (Workers workers = new Workers(2)) {
      workers.run(3, i -> workers.run(4, j -> runs.incrementAndGet(4 * i + j)));
    }
    for (int i = 0; i < runs.length(); i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  @Test
  void closedWorkersWorkInTheCaller() {
    Workers workers = new Workers(2);
    workers.close();
    AtomicIntegerArray runs = new AtomicIntegerArray(3);
    workers.run(3, runs::incrementAndGet);
    assertThat(runs.toString()).isEqualTo("[1, 1, 1]");
  }
}
