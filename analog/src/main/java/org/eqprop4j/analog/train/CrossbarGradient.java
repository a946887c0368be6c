package org.eqprop4j.analog.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
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
  /** Rows of a product, and columns whose own sums are made, that one thread works on at a time. */
  private static final int BLOCK = 32;

  private static final int OWN = 512;

  private final Circuit circuit;
  private final Element.Crossbar crossbar;
  private final int columns;
  private final int[] columnNodes;

  /** Length of the rows of a product: a multiple of the kernels' width, no multiple of a page. */
  private final int width;

  /** Rows with a product of their own. */
  private final int[] leaders;

  /** For each leader the rows that are multiples of it, itself first. */
  private final List<int[]> followers;

  /** Of each column the sum over the samples of mean times response. */
  private final double[] own;

  private final double[] columnWeight;

  /** Mean voltages and responses of the columns, {@code samples x width}. */
  private double[] means = new double[0];

  private double[] responses = new double[0];
  private final List<Block> blocks = new ArrayList<>();
  private int samples = -1;

  CrossbarGradient(Circuit circuit, Element.Crossbar crossbar) {
    this.circuit = circuit;
    this.crossbar = crossbar;
    columns = crossbar.columns().size();
    columnNodes = crossbar.columns().toArray();
    int whole = (columns + Kernels.WIDTH - 1) / Kernels.WIDTH * Kernels.WIDTH;
    width = whole % 512 == 0 ? whole + Kernels.WIDTH : whole;
    Map<Integer, List<Integer>> groups = groups();
    leaders = groups.keySet().stream().mapToInt(Integer::intValue).toArray();
    followers =
        groups.values().stream()
            .map(g -> g.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    own = new double[columns];
    columnWeight = new double[columns];
    for (int c = 0; c < columns; c++) {
      int node = columnNodes[c];
      columnWeight[c] = circuit.reduction().isDriven(node) ? 0 : circuit.zoneWeights().ofNode(node);
    }
    for (int first = 0; first < leaders.length; first += BLOCK) {
      blocks.add(new Block(first, Math.min(BLOCK, leaders.length - first)));
    }
  }

  /** Rows by the first row that is a multiple of the same input, in the order of the rows. */
  private Map<Integer, List<Integer>> groups() {
    Map<Integer, Integer> featureOfNode = new HashMap<>();
    for (Element.VoltageInputs inputs : circuit.elements(Element.VoltageInputs.class)) {
      for (int i = 0; i < inputs.nodes().size(); i++) {
        featureOfNode.put(inputs.nodes().get(i), inputs.firstFeature() + i);
      }
    }
    Map<Integer, Integer> leaderOfFeature = new HashMap<>();
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int r = 0; r < crossbar.rows().size(); r++) {
      Integer feature = featureOfNode.get(crossbar.rows().get(r));
      int leader = r;
      if (feature != null) {
        Integer first = leaderOfFeature.putIfAbsent(feature, r);
        leader = first == null ? r : first;
      }
      groups.computeIfAbsent(leader, l -> new ArrayList<>()).add(r);
    }
    return groups;
  }

  /** Room for the products of some leaders. */
  private final class Block {
    final int first;
    final int count;
    final double[] products;
    PanelMatrix rows;

    Block(int first, int count) {
      this.first = first;
      this.count = count;
      products = new double[count * width];
    }
  }

  /** Makes room for batches of so many samples. */
  void makeRoom(int count) {
    if (samples != count) {
      samples = count;
      means = new double[samples * width];
      responses = new double[samples * width];
      blocks.forEach(block -> block.rows = new PanelMatrix(block.count, samples));
    }
  }

  /**
   * Takes over voltages of the columns. May be called by several threads for different samples.
   *
   * @param first place of the part's first sample in the batch
   * @param from first sample of the part to be taken
   * @param to end of those
   */
  void take(PhaseContrast part, int first, int from, int to) {
    double[] mean = part.mean();
    double[] response = part.response();
    for (int c = 0; c < columns; c++) {
      int at = columnNodes[c] * part.samples();
      for (int s = from; s < to; s++) {
        means[(first + s) * width + c] = mean[at + s];
        responses[(first + s) * width + c] = response[at + s];
      }
    }
  }

  /**
   * Adds the work to sections: dC/dg [1/S], summed over the samples in their order, is added to the
   * gradient of the circuit's parameters.
   *
   * @param preparation is run before {@code sums}
   */
  void addTo(Section preparation, Section sums, ParameterGradient.Task task) {
    preparation.add(columns, OWN, this::sumOwn);
    sums.add(blocks.size(), 1, (b, end) -> sum(blocks.get(b), task));
  }

  private void sumOwn(int from, int to) {
    Arrays.fill(own, from, to, 0);
    for (int at = 0; at < means.length; at += width) {
      for (int c = from; c < to; c++) {
        own[c] += means[at + c] * responses[at + c];
      }
    }
  }

  private void sum(Block block, ParameterGradient.Task task) {
    Kernels kernels = Kernels.active();
    Arrays.fill(block.products, 0);
    int first = 0;
    for (PhaseContrast part : task.parts) {
      setRows(block, part.mean(), first, part.samples());
      first += part.samples();
    }
    kernels.multiplyAdd(block.rows, responses, 0, block.products, 0, width);
    if (anyResponds(block)) {
      first = 0;
      for (PhaseContrast part : task.parts) {
        setRows(block, part.response(), first, part.samples());
        first += part.samples();
      }
      kernels.multiplyAdd(block.rows, means, 0, block.products, 0, width);
    }
    for (int i = 0; i < block.count; i++) {
      for (int r : followers.get(block.first + i)) {
        add(r, leaders[block.first + i], block.products, i * width, task);
      }
    }
  }

  private void add(int row, int leader, double[] products, int at, ParameterGradient.Task task) {
    NodeReduction reduction = circuit.reduction();
    double[] gradient = task.gradient;
    double scale = task.scale;
    int node = crossbar.rows().get(row);
    int g = crossbar.conductance().offset() + row * columns;
    if (reduction.isDriven(node)) {
      // A source does not respond; an inverted input has the voltage of its leader times -1.
      double multiple = reduction.scale(node) / reduction.scale(crossbar.rows().get(leader));
      for (int c = 0; c < columns; c++) {
        gradient[g + c] += scale * columnWeight[c] * (own[c] - multiple * products[at + c]);
      }
      return;
    }
    double rowOwn = 0;
    for (PhaseContrast part : task.parts) {
      for (int i = node * part.samples(); i < (node + 1) * part.samples(); i++) {
        rowOwn += part.mean()[i] * part.response()[i];
      }
    }
    double weight = scale * circuit.zoneWeights().ofNode(node);
    for (int c = 0; c < columns; c++) {
      gradient[g + c] += weight * (own[c] + rowOwn - products[at + c]);
    }
  }

  /** Sets the samples of a part, from {@code first} on, to its {@code nodes x count}. */
  private void setRows(Block block, double[] voltages, int first, int count) {
    double[] values = block.rows.values();
    for (int i = 0; i < block.count; i++) {
      int at = crossbar.rows().get(leaders[block.first + i]) * count;
      for (int s = 0; s < count; s++) {
        values[block.rows.index(i, first + s)] = voltages[at + s];
      }
    }
  }

  private boolean anyResponds(Block block) {
    for (int i = 0; i < block.count; i++) {
      if (!circuit.reduction().isDriven(crossbar.rows().get(leaders[block.first + i]))) {
        return true;
      }
    }
    return false;
  }
}
