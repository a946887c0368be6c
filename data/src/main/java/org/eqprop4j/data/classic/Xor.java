package org.eqprop4j.data.classic;

import org.eqprop4j.data.Samples;

/** Exclusive or: the smallest task that no linear classifier solves. */
public final class Xor {
  private Xor() {}

  /** The four samples: two inputs of -1 or +1, class 1 if they differ and 0 if not. */
  public static Samples load() {
    return Samples.classification(
        new float[] {-1, -1, -1, 1, 1, -1, 1, 1}, new long[] {2}, new int[] {0, 1, 1, 0}, 2);
  }
}
