package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;

/**
 * How values of one array follow from the parameters: each is a sum of products of a factor and one
 * or two parameters. Sorted by value, so that several threads can sum them, each always in the
 * order in which its terms were added.
 */
final class Contributions {
  private static final int FIRST_ROOM = 16;
  private static final int NONE = -1;

  private int count;
  private int[] place = new int[FIRST_ROOM];
  private double[] factor = new double[FIRST_ROOM];
  private int[] parameter = new int[FIRST_ROOM];
  private int[] second = new int[FIRST_ROOM];

  /** Where the terms of each value begin, and behind the last one where they end. */
  private int[] start = {0};

  /** Adds {@code coefficient * parameters[index]} to the value at {@code target}. */
  void add(int target, double coefficient, int index) {
    add(target, coefficient, index, NONE);
  }

  /** Adds {@code coefficient * parameters[index] * parameters[other]}. */
  void add(int target, double coefficient, int index, int other) {
    if (count == place.length) {
      place = Arrays.copyOf(place, 2 * count);
      factor = Arrays.copyOf(factor, 2 * count);
      parameter = Arrays.copyOf(parameter, 2 * count);
      second = Arrays.copyOf(second, 2 * count);
    }
    place[count] = target;
    factor[count] = coefficient;
    parameter[count] = index;
    second[count++] = other;
  }

  /** Sorts; nothing may be added afterwards. */
  void sort() {
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = (long) place[i] << 32 | i;
    }
    Arrays.sort(order);
    int[] from = Arrays.stream(order).mapToInt(key -> (int) key).toArray();
    int[] sorted = pick(place, from);
    double[] factors = new double[count];
    for (int i = 0; i < count; i++) {
      factors[i] = factor[from[i]];
    }
    factor = factors;
    parameter = pick(parameter, from);
    second = pick(second, from);
    int values = 0;
    start = new int[count + 1];
    for (int i = 0; i < count; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[values] = sorted[i];
        start[values++] = i;
      }
    }
    start[values] = count;
    start = Arrays.copyOf(start, values + 1);
    place = Arrays.copyOf(sorted, values);
  }

  private static int[] pick(int[] values, int[] from) {
    return Arrays.stream(from).map(i -> values[i]).toArray();
  }

  /** Number of values that have terms. */
  int size() {
    return start.length - 1;
  }

  /** Adds the terms of the values from {@code from} (inclusive) to {@code to} (exclusive). */
  void addTo(double[] target, double[] parameters, int from, int to) {
    for (int v = from; v < to; v++) {
      double sum = 0;
      for (int i = start[v]; i < start[v + 1]; i++) {
        double term = factor[i] * parameters[parameter[i]];
        sum += second[i] == NONE ? term : term * parameters[second[i]];
      }
      target[place[v]] += sum;
    }
  }
}
