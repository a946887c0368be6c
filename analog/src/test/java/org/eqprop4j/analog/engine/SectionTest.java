package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allWorkIsDoneOnceInEveryRunInRangesOfItsGrain(int threads) {
    int[] few = new int[3];
    int[] many = new int[1000];
    int[] longest = new int[many.length];
    Section section = new Section();
    section.add(few.length, 10, (from, to) -> count(few, from, to));
    section.add(0, 10, (from, to) -> count(few, 0, 3));
    section.add(many.length, 7, (from, to) -> count(many, from, to));
    section.add(many.length, 7, (from, to) -> Arrays.fill(longest, from, to, to - from));
    try (Workers workers = new Workers(threads)) {
      for (int run = 1; run <= 50; run++) {
        section.run(workers);
        assertThat(few).containsOnly(run);
        assertThat(many).containsOnly(run);
      }
    }
    assertThat(Arrays.copyOf(longest, 994)).containsOnly(7);
    assertThat(Arrays.copyOfRange(longest, 994, 1000)).containsOnly(6);
  }

  private static void count(int[] calls, int from, int to) {
    for (int i = from; i < to; i++) {
      calls[i]++;
    }
  }
}
