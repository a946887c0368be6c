package org.eqprop4j.analog.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.circuit.NodeReduction.Root;

/**
 * Cuts the rows of a crossbar into blocks for work on all of its conductances. Rows whose voltages
 * follow from the same unknown or input stand in one block, since their conductances go to the same
 * place. Where all work is done in the order of the blocks, each thread meets the same ones again.
 */
public final class RowBlocks {
  /**
   * Rows of a block in a small crossbar, and into how many a large one is cut: enough to be shared
   * evenly, and few, since each is read from another place.
   */
  private static final int LEAST_ROWS = 16;

  private static final int BLOCKS = 32;

  /** Products take the roots of a block four at a time; those that are left take longer. */
  private static final int ROOTS = 4;

  private RowBlocks() {}

  /**
   * Some rows of a crossbar.
   *
   * @param rows one for each root, and behind those the others
   * @param roots number of different roots
   */
  @SuppressWarnings("ArrayRecordComponent") // Read in loops, never compared.
  public record Block(int[] rows, int roots) {}

  private record Key(Root root, int index) {}

  /** All rows, each in one block. */
  public static List<Block> of(Circuit circuit, Element.Crossbar crossbar) {
    NodeReduction reduction = circuit.reduction();
    Map<Key, List<Integer>> groups = new LinkedHashMap<>();
    for (int r = 0; r < crossbar.rows().size(); r++) {
      int node = crossbar.rows().get(r);
      Root root = reduction.root(node);
      boolean alone = root == Root.GROUND || root == Root.PARAMETER;
      Key key = new Key(root, alone ? r : reduction.index(node));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(r);
    }
    List<Block> blocks = new ArrayList<>();
    int left = crossbar.rows().size();
    int full = Math.max(LEAST_ROWS, left / BLOCKS);
    List<Integer> first = new ArrayList<>();
    List<Integer> more = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      first.add(group.get(0));
      more.addAll(group.subList(1, group.size()));
      left -= group.size();
      boolean whole = first.size() % ROOTS == 0 && first.size() + more.size() >= full;
      if (left == 0 || (whole && left >= full / 2)) {
        blocks.add(block(first, more));
      }
    }
    return blocks;
  }

  private static Block block(List<Integer> first, List<Integer> more) {
    int[] rows = new int[first.size() + more.size()];
    Arrays.setAll(rows, i -> i < first.size() ? first.get(i) : more.get(i - first.size()));
    Block block = new Block(rows, first.size());
    first.clear();
    more.clear();
    return block;
  }
}
