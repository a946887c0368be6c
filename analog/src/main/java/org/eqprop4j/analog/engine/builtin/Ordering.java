package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order in which unknowns are eliminated. First come the leaves, a set of unknowns no two of
 * which are coupled: each is eliminated by a division. In a layered circuit that is every other
 * layer, so that 100 hidden and 20 output nodes need a 20 x 20 factorisation.
 */
final class Ordering {
  private final int[] position;
  private final int leaves;

  Ordering(Couplings couplings) {
    BitSet[] neighbours = couplings.unknowns;
    int n = neighbours.length;
    int[] byDegree =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingInt(u -> neighbours[u].cardinality()))
            .mapToInt(Integer::intValue)
            .toArray();
    BitSet chosen = new BitSet(n);
    for (int u : byDegree) {
      if (!neighbours[u].intersects(chosen)) {
        chosen.set(u);
      }
    }
    leaves = chosen.cardinality();
    position = new int[n];
    int nextLeaf = 0;
    int nextOther = leaves;
    for (int u = 0; u < n; u++) {
      position[u] = chosen.get(u) ? nextLeaf++ : nextOther++;
    }
  }

  /** Place of an unknown of the circuit in the elimination order. */
  int position(int unknown) {
    return position[unknown];
  }

  int size() {
    return position.length;
  }

  /** Number of leaves; they hold the first positions. */
  int leaves() {
    return leaves;
  }

  /** The sets of the unknowns that are not leaves, in their order. */
  BitSet[] ofOthers(BitSet[] perUnknown) {
    return Arrays.copyOfRange(ordered(perUnknown), leaves, position.length);
  }

  /** The sets of all unknowns in their order. */
  BitSet[] ordered(BitSet[] perUnknown) {
    BitSet[] ordered = new BitSet[position.length];
    for (int u = 0; u < position.length; u++) {
      ordered[position[u]] = perUnknown[u];
    }
    return ordered;
  }

  /** The positions of some unknowns, from {@code from} (inclusive) to {@code to} (exclusive). */
  BitSet positions(BitSet unknowns, int from, int to) {
    BitSet places = new BitSet(to - from);
    unknowns.stream()
        .map(this::position)
        .filter(p -> p >= from && p < to)
        .forEach(p -> places.set(p - from));
    return places;
  }
}
