package org.eqprop4j.analog.train;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.circuit.RowBlocks;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.kernel.Kernels;
import org.eqprop4j.analog.kernel.PanelMatrix;

/**
 * The gradient of a batch with respect to the conductances of a crossbar: with mean voltages m and
 * responses p, dC/dg_rc = w sum over the samples of (m_r - m_c) (p_r - p_c), multiplied out into
 * two sums per row and column and two products of matrices. Rows whose voltages are multiples of
 * one input share their product; rows that sources hold do not respond and need only one.
 */
final class CrossbarGradient {
  /** Rows whose products one thread makes at a time, unless the crossbar is cut into fewer then. */
  private static final int ROWS = 32;

  private static final int LEAST_BLOCKS = 4;

  private final Circuit circuit;
  private final Element.Crossbar crossbar;
  private final int columns;
  private final int[] columnNodes;

  /** Length of the rows of a product: a multiple of the kernels' width, no multiple of a page. */
  private final int width;

  /** Samples that are summed by themselves first, in a part of a batch as in the whole. */
  private final int tile;

  /** Whether some rows respond, so that the columns' means are needed. */
  private final boolean anyResponds;

  /**
   * Of each column the sum of mean times response over each tile of samples; of the first tile then
   * over all samples.
   */
  private double[] own = new double[0];

  /** Of the zone that all its nodes are in which no source holds; 0 if there are none. */
  private final double weight;

  /** Mean voltages and responses of the columns, {@code samples x width}. */
  private double[] means = new double[0];

  private double[] responses = new double[0];
  private final List<Block> blocks;
  private int samples = -1;

  /**
   * @param partSize samples of the parts of batches
   */
  CrossbarGradient(Circuit circuit, Element.Crossbar crossbar, int partSize) {
    this.circuit = circuit;
    this.crossbar = crossbar;
    tile =
        partSize == Integer.MAX_VALUE
            ? LANES
            : BigInteger.valueOf(partSize).gcd(BigInteger.valueOf(LANES)).intValue();
    columns = crossbar.columns().size();
    columnNodes = crossbar.columns().toArray();
    int whole = (columns + Kernels.WIDTH - 1) / Kernels.WIDTH * Kernels.WIDTH;
    width = whole % 512 == 0 ? whole + Kernels.WIDTH : whole;
    blocks = blocks(RowBlocks.of(circuit, crossbar));
    anyResponds = blocks.stream().anyMatch(block -> block.responds);
    weight =
        IntStream.concat(Arrays.stream(columnNodes), Arrays.stream(crossbar.rows().toArray()))
            .filter(node -> !circuit.reduction().isDriven(node))
            .mapToDouble(circuit.zoneWeights()::ofNode)
            .findFirst()
            .orElse(0);
  }

  /** Several row blocks share a product, which then loads the columns' values less often. */
  private List<Block> blocks(List<RowBlocks.Block> rowBlocks) {
    int roots = rowBlocks.stream().mapToInt(RowBlocks.Block::roots).max().orElse(1);
    int size = Math.max(1, Math.min(ROWS / roots, rowBlocks.size() / LEAST_BLOCKS));
    List<Block> all = new ArrayList<>();
    for (int first = 0; first < rowBlocks.size(); first += size) {
      int end = Math.min(rowBlocks.size(), first + size);
      all.add(
          new Block(
              rowBlocks.subList(first, end).stream()
                  .flatMapToInt(block -> Arrays.stream(block.rows()))
                  .toArray()));
    }
    return all;
  }

  /** Rows that one thread works on at a time, and room for their products. */
  private final class Block {
    /** Rows with a product of their own. */
    final int[] leaders;

    /** For each leader the rows that are multiples of it, itself first. */
    final List<int[]> followers;

    final boolean responds;
    final double[] products;

    /** What one row adds to gradients that others add to. */
    final double[] row;

    /** Where the leaders' voltages begin in those of a part. */
    final int[] rowAt;

    /** The leaders' voltages in a batch, {@code leaders x samples}. */
    PanelMatrix voltages;

    Block(int[] rows) {
      Map<Integer, List<Integer>> groups = groups(rows);
      leaders = groups.keySet().stream().mapToInt(Integer::intValue).toArray();
      followers =
          groups.values().stream()
              .map(g -> g.stream().mapToInt(Integer::intValue).toArray())
              .toList();
      responds =
          Arrays.stream(leaders)
              .anyMatch(r -> !circuit.reduction().isDriven(crossbar.rows().get(r)));
      products = new double[leaders.length * width];
      row = new double[columns];
      rowAt = new int[leaders.length];
    }

    /** Rows by the first row that is a multiple of the same input. */
    private Map<Integer, List<Integer>> groups(int[] rows) {
      NodeReduction reduction = circuit.reduction();
      Map<Integer, Integer> leaderOfFeature = new HashMap<>();
      Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
      for (int r : rows) {
        int node = crossbar.rows().get(r);
        boolean multiple = reduction.root(node) == Root.FEATURE && reduction.shift(node) == 0;
        int leader =
            multiple ? leaderOfFeature.computeIfAbsent(reduction.index(node), feature -> r) : r;
        groups.computeIfAbsent(leader, l -> new ArrayList<>()).add(r);
      }
      return groups;
    }
  }

  /** Makes room for batches of so many samples. */
  void makeRoom(int count) {
    if (samples != count) {
      samples = count;
      own = new double[(samples + tile - 1) / tile * columns];
      means = new double[anyResponds ? samples * width : 0];
      responses = new double[samples * width];
      blocks.forEach(block -> block.voltages = new PanelMatrix(block.leaders.length, samples));
    }
  }

  /**
   * Takes over voltages of the columns. May be called by several threads for different samples.
   *
   * @param first place of the part's first sample in the batch
   * @param from first sample of the part to be taken, 0 or a multiple of {@link Kernels#LANES}
   * @param to end of those
   */
  void take(PhaseContrast part, int first, int from, int to) {
    for (int begin = from; begin < to; begin += tile) {
      takeTile(part, first, begin, Math.min(to, begin + tile));
    }
  }

  private void takeTile(PhaseContrast part, int first, int from, int to) {
    int at = (first + from) / tile * columns;
    for (int c = 0; c < columns; c++) {
      own[at + c] = ownOfTile(part, columnNodes[c], from, to);
      transpose(part.response(), part.samples(), c, responses, first, from, to);
      if (anyResponds) {
        transpose(part.mean(), part.samples(), c, means, first, from, to);
      }
    }
  }

  private void transpose(
      double[] voltages, int count, int c, double[] bySample, int first, int from, int to) {
    int at = columnNodes[c] * count;
    for (int s = from; s < to; s++) {
      bySample[(first + s) * width + c] = voltages[at + s];
    }
  }

  /** The sum of a node's mean times response, in four sums of which none waits for another. */
  private static double ownOfTile(PhaseContrast part, int node, int from, int to) {
    double[] mean = part.mean();
    double[] response = part.response();
    int i = node * part.samples() + from;
    int end = node * part.samples() + to;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (; i + 4 <= end; i += 4) {
      s0 += mean[i] * response[i];
      s1 += mean[i + 1] * response[i + 1];
      s2 += mean[i + 2] * response[i + 2];
      s3 += mean[i + 3] * response[i + 3];
    }
    for (; i < end; i++) {
      s0 += mean[i] * response[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Adds the work to a section: dC/dg [1/S], summed over the samples in their order.
   *
   * @param set whether the sums are set in the gradient of the circuit's parameters, not added to
   *     what is there
   */
  void addTo(Section sums, boolean set, ParameterGradient.Task task) {
    sums.add(blocks.size(), 1, (b, end) -> sum(blocks.get(b), set, task));
  }

  /** Sums what each column has by itself, before the section is run. */
  void sumOwn() {
    for (int at = columns; at < own.length; at += columns) {
      for (int c = 0; c < columns; c++) {
        own[c] += own[at + c];
      }
    }
  }

  private void sum(Block block, boolean set, ParameterGradient.Task task) {
    Arrays.fill(block.products, 0);
    addProducts(block, task.means, responses, task);
    if (block.responds) {
      addProducts(block, task.responses, means, task);
    }
    for (int i = 0; i < block.leaders.length; i++) {
      for (int r : block.followers.get(i)) {
        int g = crossbar.conductance().offset() + r * columns;
        if (set) {
          write(r, block, i, task, task.gradient, g);
        } else {
          write(r, block, i, task, block.row, 0);
          for (int c = 0; c < columns; c++) {
            task.gradient[g + c] += block.row[c];
          }
        }
      }
    }
  }

  /**
   * Adds the products of the leaders' voltages with those of the columns.
   *
   * @param ofRows for each part {@code nodes x samples}
   * @param ofColumns {@code samples x width}
   */
  private void addProducts(
      Block block, double[][] ofRows, double[] ofColumns, ParameterGradient.Task task) {
    int first = 0;
    for (int p = 0; p < ofRows.length; p++) {
      int count = task.samples[p];
      for (int i = 0; i < block.leaders.length; i++) {
        block.rowAt[i] = crossbar.rows().get(block.leaders[i]) * count;
      }
      block.voltages.setColumns(ofRows[p], block.rowAt, first, count);
      first += count;
    }
    Kernels.active().multiplyAdd(block.voltages, ofColumns, 0, block.products, 0, width);
  }

  /**
   * Writes what a row adds to the gradient.
   *
   * @param i number of its leader in the block
   * @param out one value for each column, from {@code at} on
   */
  private void write(
      int row, Block block, int i, ParameterGradient.Task task, double[] out, int at) {
    NodeReduction reduction = circuit.reduction();
    double scale = task.scale * weight;
    int node = crossbar.rows().get(row);
    double multiple = 1;
    double rowOwn = 0;
    if (reduction.isDriven(node)) {
      // A source does not respond; an inverted input has the voltage of its leader times -1.
      multiple = reduction.scale(node) / reduction.scale(crossbar.rows().get(block.leaders[i]));
    } else {
      for (PhaseContrast part : task.parts) {
        for (int from = 0; from < part.samples(); from += tile) {
          rowOwn += ownOfTile(part, node, from, Math.min(part.samples(), from + tile));
        }
      }
    }
    Kernels.active()
        .combine(
            scale,
            own,
            -scale * multiple,
            block.products,
            i * width,
            scale * rowOwn,
            out,
            at,
            columns);
  }
}
