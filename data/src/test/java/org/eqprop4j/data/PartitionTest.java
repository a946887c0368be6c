package org.eqprop4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartitionTest {
  @Property(tries = 100)
  void everySampleIsInExactlyOnePartAndEveryClassIsTrainedOn(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 4) Integer> drawn, @ForAll long seed) {
    int[] labels = drawn.stream().mapToInt(i -> i).toArray();
    Partition partition = Partition.stratified(labels, 0.2, 0.3, seed);
    int[] all =
        Stream.of(partition.train(), partition.validation(), partition.test())
            .flatMapToInt(Arrays::stream)
            .toArray();
    Arrays.sort(all);
    assertThat(all).isEqualTo(IntStream.range(0, labels.length).toArray());
    assertThat(
            Arrays.stream(partition.train())
                .map(i -> labels[i])
                .distinct()
                .sorted()
                .boxed()
                .toList())
        .containsExactlyElementsOf(Arrays.stream(labels).distinct().sorted().boxed().toList());
  }

  @Test
  void everyClassHasTheSameShareOfEachPart() {
    int[] labels = IntStream.range(0, 150).map(i -> i / 50).toArray();
    Partition partition = Partition.stratified(labels, 0.1, 0.3, 7);
    assertThat(perClass(labels, partition.train())).containsExactly(30, 30, 30);
    assertThat(perClass(labels, partition.validation())).containsExactly(5, 5, 5);
    assertThat(perClass(labels, partition.test())).containsExactly(15, 15, 15);
  }

  @Test
  void seedDecides() {
    int[] labels = new int[100];
    int[] first = Partition.stratified(labels, 0, 0.5, 1).test();
    assertThat(Partition.stratified(labels, 0, 0.5, 1).test()).isEqualTo(first);
    assertThat(Partition.stratified(labels, 0, 0.5, 2).test()).isNotEqualTo(first);
  }

  @Test
  void sharesThatLeaveNothingToTrainOnAreRefused() {
    assertThatThrownBy(() -> Partition.stratified(new int[3], 0.5, 0.5, 1))
        .hasMessageContaining("together below 1, got 0.5 and 0.5");
  }

  private static int[] perClass(int[] labels, int[] part) {
    int[] counts = new int[3];
    Arrays.stream(part).forEach(i -> counts[labels[i]]++);
    return counts;
  }
}
