package org.eqprop4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class SamplesIteratorTest {
  /** Sample i has the features i, i + 1000 and the class i mod 3. */
  private static Samples samples(int size) {
    float[] features = new float[2 * size];
    for (int i = 0; i < size; i++) {
      features[2 * i] = i;
      features[2 * i + 1] = i + 1000;
    }
    int[] labels = IntStream.range(0, size).map(i -> i % 3).toArray();
    return Samples.classification(features, new long[] {2}, labels, 3);
  }

  private static List<Integer> epoch(SamplesIterator iterator) {
    List<Integer> seen = new ArrayList<>();
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      for (int r = 0; r < batch.numExamples(); r++) {
        int sample = batch.getFeatures().getInt(r, 0);
        assertThat(batch.getFeatures().getInt(r, 1)).isEqualTo(sample + 1000);
        assertThat(batch.getLabels().getInt(r, sample % 3)).isEqualTo(1);
        seen.add(sample);
      }
    }
    return seen;
  }

  @Test
  void inOrderKeepsTheOrder() {
    assertThat(epoch(samples(5).inOrder(2))).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void sameSeedAndEpochGiveTheSameOrder() {
    SamplesIterator one = samples(50).shuffled(8, 7);
    SamplesIterator other = samples(50).shuffled(16, 7);
    for (int e = 0; e < 3; e++) {
      one.startEpoch(e);
      other.startEpoch(e);
      assertThat(epoch(one)).isEqualTo(epoch(other));
    }
  }

  @Test
  void epochsAndSeedsDiffer() {
    Set<List<Integer>> orders = new HashSet<>();
    for (int seed = 0; seed < 5; seed++) {
      SamplesIterator iterator = samples(50).shuffled(8, seed);
      for (int e = 0; e < 5; e++) {
        iterator.startEpoch(e);
        orders.add(epoch(iterator));
      }
    }
    assertThat(orders).hasSize(25);
  }

  /** With 3 samples all 6 orders are equally likely; chi-squared beyond 25.7 has p = 1e-4. */
  @Test
  void ordersAreUniformOverEpochs() {
    SamplesIterator iterator = samples(3).shuffled(3, 1);
    int[] counts = new int[27];
    int epochs = 6000;
    for (int e = 0; e < epochs; e++) {
      iterator.startEpoch(e);
      int[] order = iterator.order();
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    double expected = epochs / 6.0;
    double chiSquared = 0;
    int orders = 0;
    for (int count : counts) {
      if (count > 0) {
        chiSquared += Math.pow(count - expected, 2) / expected;
        orders++;
      }
    }
    assertThat(orders).isEqualTo(6);
    assertThat(chiSquared).isLessThan(25.7);
  }

  @Test
  void goingOnAtAnEpochEqualsNeverHavingStopped() {
    SamplesIterator uninterrupted = samples(20).shuffled(6, 3);
    for (int e = 0; e < 4; e++) {
      SamplesIterator resumed = samples(20).shuffled(6, 3);
      resumed.startEpoch(e);
      assertThat(epoch(resumed)).isEqualTo(epoch(uninterrupted));
      uninterrupted.reset();
    }
  }

  @Test
  void resetBeforeTheFirstBatchStaysInTheEpoch() {
    SamplesIterator iterator = samples(20).shuffled(6, 3);
    int[] order = iterator.order();
    iterator.reset();
    assertThat(iterator.order()).isEqualTo(order);
  }

  @Test
  void theLastBatchHasTheRest() {
    SamplesIterator iterator = samples(7).shuffled(3, 1);
    assertThat(iterator.batches()).isEqualTo(3);
    assertThat(iterator.next().numExamples()).isEqualTo(3);
    assertThat(iterator.next().numExamples()).isEqualTo(3);
    assertThat(iterator.next().numExamples()).isEqualTo(1);
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void batchesHaveTheShapeOfTheSamples() {
    Samples images = Samples.regression(new float[24], new long[] {1, 2, 3}, new float[4], 1);
    DataSet batch = images.inOrder(3).next();
    assertThat(batch.getFeatures().shape()).containsExactly(3, 1, 2, 3);
    assertThat(batch.getLabels().shape()).containsExactly(3, 1);
  }

  @Test
  void refusesBatchesWithoutASample() {
    assertThatThrownBy(() -> samples(3).inOrder(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 30)
  void everySampleComesOncePerEpoch(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 70) int batchSize,
      @ForAll long seed) {
    SamplesIterator iterator = samples(size).shuffled(batchSize, seed);
    for (int e = 0; e < 2; e++) {
      assertThat(epoch(iterator))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
      iterator.reset();
    }
  }
}
