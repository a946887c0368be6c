package org.eqprop4j.analog.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eqprop4j.analog.testing.Graphs;
import org.junit.jupiter.api.Test;

/** The order of elimination, against graphs whose best fill is known. */
class MinimumDegreeTest {
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  private static MinimumDegree order(BitSet[] graph) {
    MinimumDegree order = new MinimumDegree(graph, NO_LIMIT);
    assertThat(order.isComplete()).isTrue();
    assertThat(order.order()).containsExactlyInAnyOrder(IntStream.range(0, graph.length).toArray());
    return order;
  }

  /** A tree of n nodes has n - 1 couplings, and perfect elimination adds none. */
  @Test
  void chainsAndTreesFillNothingIn() {
    assertThat(order(Graphs.band(200, 1)).entries()).isEqualTo(199);
    SplittableRandom random = new SplittableRandom(3);
    MinimumDegree tree = order(Graphs.randomTree(300, random));
    assertThat(tree.entries()).isEqualTo(299);
    assertThat(tree.multiplyAdds()).isEqualTo(299);
  }

  /** A ring of n is a chain whose ends are joined: each of n - 3 eliminations couples two anew. */
  @Test
  void aRingFillsInTheLeastItCan() {
    BitSet[] ring = Graphs.band(50, 1);
    Graphs.couple(ring, 0, 49);
    assertThat(order(ring).entries()).isEqualTo(50 + 50 - 3);
  }

  @Test
  void aBandKeepsItsWidth() {
    assertThat(order(Graphs.band(100, 5)).entries()).isEqualTo(95 * 5 + 4 + 3 + 2 + 1);
  }

  /** In its natural order a square of side n fills its band: about n^3 values. */
  @Test
  void aSquareIsFilledInFarLessThanInItsNaturalOrder() {
    int side = 30;
    assertThat(order(Graphs.strip(side, side)).entries()).isLessThan(side * side * side / 2);
  }

  /** The 100 hidden nodes of a head are eliminated one by one, then its 20 outputs together. */
  @Test
  void aHeadCostsWhatItsSchurComplementDoes() {
    MinimumDegree head = order(Graphs.layers(100, 20));
    assertThat(head.multiplyAdds()).isEqualTo(100 * 210.0 + 1330);
    assertThat(head.entries()).isEqualTo(100 * 20 + 190);
  }

  @Test
  void eliminationIsGivenUpWhereItWouldCostTooMuch() {
    assertThat(new MinimumDegree(Graphs.layers(100, 100), 1e5).isComplete()).isFalse();
    assertThat(new MinimumDegree(Graphs.layers(100, 100), 1e6).isComplete()).isTrue();
  }
}
