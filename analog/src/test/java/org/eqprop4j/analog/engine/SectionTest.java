package org.eqprop4j.analog.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
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

  @Test
  void aPartOfASectionIsTheSamePartOfEachKindOfWork() {
    List<String> order = new ArrayList<>();
    Section section = new Section();
    section.add(4, 1, (from, to) -> order.add("a" + from));
    section.add(2, 1, (from, to) -> order.add("b" + from));
    section.add(1, 1, (from, to) -> order.add("c"));
    try (Workers workers = new Workers(1)) {
      section.run(workers);
    }
    assertThat(order).containsExactly("a0", "b0", "a1", "c", "a2", "b1", "a3");
  }

  @Test
  void aPieceMayHaveSeveralRanges() {
    int[] calls = new int[10];
    Section section = new Section();
    section.add(List.of(new int[] {0, 2, 5, 7}, new int[] {2, 5}), (f, t) -> count(calls, f, t));
    try (Workers workers = new Workers(2)) {
      section.run(workers);
    }
    assertThat(calls).containsExactly(1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
  }

  private static void count(int[] calls, int from, int to) {
    for (int i = from; i < to; i++) {
      calls[i]++;
    }
  }
}
