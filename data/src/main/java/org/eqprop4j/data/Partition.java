package org.eqprop4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which samples are for training, validation and testing. The three share no sample and are in
 * ascending order.
 *
 * @param train indices of training samples
 * @param validation indices of validation samples, may be empty
 * @param test indices of test samples, may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of index arrays, never compared.
public record Partition(int[] train, int[] validation, int[] test) {

  /**
   * Draws a partition in which every class has the same share of each part, as near as whole
   * numbers allow; each class keeps at least one sample for training. The same seed gives the same
   * partition.
   *
   * @param labels class of each sample, from 0; all 0 where there are no classes
   * @param validationShare part of each class for validation, 0 to below 1
   * @param testShare part of each class for testing, likewise; both together below 1
   */
  public static Partition stratified(
      int[] labels, double validationShare, double testShare, long seed) {
    if (!(validationShare >= 0 && testShare >= 0 && validationShare + testShare < 1)) {
      throw new IllegalArgumentException(
          "validation and test share must be at least 0 and together below 1, got "
              + validationShare
              + " and "
              + testShare);
    }
    int classes = IntStream.of(labels).max().orElse(-1) + 1;
    List<List<Integer>> members = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < labels.length; i++) {
      members.get(labels[i]).add(i);
    }
    SplittableRandom random = new SplittableRandom(seed);
    IntStream.Builder train = IntStream.builder();
    IntStream.Builder validation = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (List<Integer> one : members) {
      int[] order = one.stream().mapToInt(i -> i).toArray();
      shuffle(order, random);
      int tested =
          (int) Math.min(Math.max(0, order.length - 1), Math.round(testShare * order.length));
      int validated =
          (int)
              Math.min(
                  Math.max(0, order.length - 1 - tested),
                  Math.round(validationShare * order.length));
      for (int i = 0; i < order.length; i++) {
        (i < tested ? test : i < tested + validated ? validation : train).add(order[i]);
      }
    }
    return new Partition(sorted(train), sorted(validation), sorted(test));
  }

  private static int[] sorted(IntStream.Builder indices) {
    return indices.build().sorted().toArray();
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }
}
