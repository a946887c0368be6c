package org.eqprop4j.analog.testing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is coupled to what: for each node the others. */
public final class Graphs {
  private Graphs() {}

  /** Nodes that are not coupled. */
  public static BitSet[] nodes(int n) {
    return IntStream.range(0, n).mapToObj(i -> new BitSet(n)).toArray(BitSet[]::new);
  }

  /** Couples two nodes. */
  public static void couple(BitSet[] graph, int a, int b) {
    graph[a].set(b);
    graph[b].set(a);
  }

  /** Each node is coupled to the next few: with a width of 1, a chain. */
  public static BitSet[] band(int n, int width) {
    BitSet[] graph = nodes(n);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j <= Math.min(n - 1, i + width); j++) {
        couple(graph, i, j);
      }
    }
    return graph;
  }

  /** A rectangle of nodes, coupled to those beside, above and below. */
  public static BitSet[] strip(int height, int width) {
    BitSet[] graph = nodes(height * width);
    for (int i = 0; i < graph.length; i++) {
      if (i % width > 0) {
        couple(graph, i, i - 1);
      }
      if (i >= width) {
        couple(graph, i, i - width);
      }
    }
    return graph;
  }

  /** Every node of a layer is coupled to every node of the next. */
  public static BitSet[] layers(int... sizes) {
    BitSet[] graph = nodes(Arrays.stream(sizes).sum());
    int from = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      int next = from + sizes[layer - 1];
      for (int i = from; i < next; i++) {
        for (int j = next; j < next + sizes[layer]; j++) {
          couple(graph, i, j);
        }
      }
      from = next;
    }
    return graph;
  }

  /** Each node is coupled to one before it. */
  public static BitSet[] randomTree(int n, SplittableRandom random) {
    BitSet[] graph = nodes(n);
    for (int i = 1; i < n; i++) {
      couple(graph, i, random.nextInt(i));
    }
    return graph;
  }

  /** A tree and as many more couplings as are asked for. */
  public static BitSet[] random(int n, int more, SplittableRandom random) {
    BitSet[] graph = randomTree(n, random);
    for (int i = 0; i < more; i++) {
      int a = random.nextInt(n);
      couple(graph, a, (a + 1 + random.nextInt(n - 1)) % n);
    }
    return graph;
  }
}
