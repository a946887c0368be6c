package org.eqprop4j.analog.engine.builtin;

import java.util.BitSet;
import java.util.PriorityQueue;

/**
 * An order in which symmetric matrices of one pattern are eliminated, and what is eliminated with
 * it. The unknown that is coupled to the fewest that are left comes next (Tinney and Walker 1967);
 * its elimination couples them all with each other. Chains and trees fill nothing in.
 */
final class MinimumDegree {
  private final int[] order;
  private final int[][] below;
  private double multiplyAdds;
  private long entries;
  private int steps;

  /**
   * Eliminates until nothing is left or it costs too much.
   *
   * @param left for each unknown those that it is coupled to, not itself; overwritten
   * @param mostMultiplyAdds how many may be spent
   */
  MinimumDegree(BitSet[] left, double mostMultiplyAdds) {
    int n = left.length;
    order = new int[n];
    below = new int[n][];
    // Keys of degrees that have changed stay in the queue, and are passed over.
    PriorityQueue<Long> byDegree = new PriorityQueue<>();
    long[] key = new long[n];
    for (int u = 0; u < n; u++) {
      key[u] = key(left[u], u);
      byDegree.add(key[u]);
    }
    while (steps < n && multiplyAdds <= mostMultiplyAdds) {
      long least = byDegree.remove();
      int u = (int) least;
      if (key[u] == least) {
        eliminate(u, left);
        key[u] = -1;
        for (int v : below[steps - 1]) {
          key[v] = key(left[v], v);
          byDegree.add(key[v]);
        }
      }
    }
  }

  private static long key(BitSet neighbours, int unknown) {
    return (long) neighbours.cardinality() << 32 | unknown;
  }

  private void eliminate(int u, BitSet[] left) {
    int[] neighbours = left[u].stream().toArray();
    for (int v : neighbours) {
      left[v].or(left[u]);
      left[v].clear(u);
      left[v].clear(v);
    }
    left[u] = null;
    order[steps] = u;
    below[steps++] = neighbours;
    entries += neighbours.length;
    multiplyAdds += 0.5 * neighbours.length * (neighbours.length + 1.0);
  }

  /** Whether nothing is left. */
  boolean isComplete() {
    return steps == order.length;
  }

  /** The unknowns in the order of their elimination. Not a copy. */
  int[] order() {
    return order;
  }

  /** The unknowns that each step still finds coupled to the one it eliminates. Not a copy. */
  int[][] below() {
    return below;
  }

  /** Values below the diagonal of the factor. */
  long entries() {
    return entries;
  }

  /** Multiply-adds of a factorisation. */
  double multiplyAdds() {
    return multiplyAdds;
  }
}
