package org.eqprop4j.analog.engine.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.RowBlocks;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SharedMatrix;

/**
 * Takes a crossbar's conductances over into a reduced system: the square w g (V_r - V_c)^2 / 2 for
 * each. In these crossbars nearly all conductances of a large circuit stand, so that the inner loop
 * has as little as can be: no value is looked up. For those whose columns are unknown and stand in
 * one dense matrix with each kind of row; see {@link #suits}.
 */
final class CrossbarStamp {
  /** Columns whose values stand side by side in a {@link PanelMatrix}. */
  private static final int PANEL = PanelMatrix.PANEL;

  /** Columns whose sums one thread adds up at a time. */
  private static final int SUMMED = 512;

  private final ReducedSystem system;
  private final CrossbarEnd[] columns;

  /** Whether the coupling's rows are this crossbar's columns; else its rows. */
  private final boolean columnsAreOthers;

  private final List<Block> blocks = new ArrayList<>();
  private double[] parameters;

  /** Whether nothing else writes where this crossbar does, so that it sets instead of adding. */
  private boolean sets;

  /** The columns' values in the drive, and in the coupling if they are others. */
  private final Strips drive;

  private final Strips coupling;

  /** Of each column: whether the values of it and of the three behind it stand side by side. */
  private final boolean[] panelBegins;

  /** Of each column: the sum of g, and of g times the rows' own voltages, for each block. */
  private final double[] blockSum;

  private final double[] blockVolts;

  /** Of each column: what its conductances are multiplied with, beside the row's scale. */
  private final double[] columnFactor;

  /** The rows, block by block. */
  private final CrossbarEnd[] rows;

  /** Of each row: index of its first conductance. */
  private final int[] conductance;

  /** Of each row: the sum of g, and of g times the columns' own voltages. */
  private final double[] rowSum;

  private final double[] rowVolts;

  /** Of each row: where its conductances go, or null, at which place, and times what. */
  private final Strips[] target;

  private final int[] place;
  private final double[] rowScale;

  /** Of each row: the voltage that does not depend on unknowns and inputs. */
  private final double[] sourceVolts;

  /**
   * Rows from {@code from} (inclusive) to {@code to} (exclusive). No two before {@code more} go to
   * the same place.
   */
  private record Block(int number, int from, int more, int to) {}

  /**
   * Where each column's values begin in a matrix, and how far apart they are; unused where the
   * matrix is sparse.
   */
  private static final class Strips {
    final double[] values;
    final int[] base;
    final int[] step;

    Strips(SharedMatrix matrix, CrossbarEnd[] columns, int firstRow) {
      values = matrix.values();
      base = new int[columns.length];
      step = new int[columns.length];
      if (matrix instanceof PanelMatrix panels) {
        Arrays.setAll(base, c -> panels.index(columns[c].unknown() - firstRow, 0));
        Arrays.setAll(step, c -> panels.step(columns[c].unknown() - firstRow));
      }
    }

    /** Whether the values of four columns from this on stand side by side, or there are none. */
    boolean panelAt(int c) {
      if (base.length == 0) {
        return true;
      }
      boolean together = step[c] == PANEL;
      for (int i = 1; i < PANEL; i++) {
        together &= step[c + i] == PANEL && base[c + i] == base[c] + i;
      }
      return together;
    }
  }

  CrossbarStamp(ReducedSystem system, Element.Crossbar crossbar) {
    this.system = system;
    columns = CrossbarEnd.of(system, crossbar.columns());
    columnsAreOthers = columns[0].unknown() >= system.leaves;
    boolean fed = nodesAreFed(system, crossbar.rows());
    drive = new Strips(system.drive, fed ? columns : new CrossbarEnd[0], system.firstDriven);
    // Leaves are columns of the coupling: it has no strips of theirs.
    coupling =
        new Strips(system.coupling, columnsAreOthers ? columns : new CrossbarEnd[0], system.leaves);
    panelBegins = new boolean[columns.length];
    for (int c = 0; c + PANEL <= columns.length; c++) {
      panelBegins[c] = drive.panelAt(c) && coupling.panelAt(c);
    }
    columnFactor = Arrays.stream(columns).mapToDouble(c -> c.weight() * c.scale()).toArray();
    int[] order = order(RowBlocks.of(system.circuit, crossbar));
    int first = crossbar.conductance().offset();
    conductance = Arrays.stream(order).map(r -> first + r * columns.length).toArray();
    rows =
        Arrays.stream(order)
            .mapToObj(r -> CrossbarEnd.of(system, crossbar.rows().get(r)))
            .toArray(CrossbarEnd[]::new);
    blockSum = new double[blocks.size() * columns.length];
    blockVolts = new double[blockSum.length];
    rowSum = new double[rows.length];
    rowVolts = new double[rows.length];
    target = Arrays.stream(rows).map(this::target).toArray(Strips[]::new);
    place = Arrays.stream(rows).mapToInt(r -> Math.max(r.feature(), r.unknown())).toArray();
    rowScale =
        Arrays.stream(rows).mapToDouble(r -> r.feature() < 0 ? -r.scale() : r.scale()).toArray();
    sourceVolts = new double[rows.length];
  }

  private static boolean nodesAreFed(ReducedSystem system, Nodes nodes) {
    return Arrays.stream(CrossbarEnd.of(system, nodes)).anyMatch(end -> end.feature() >= 0);
  }

  /** The crossbar's rows in the order of the blocks, which are added to {@link #blocks}. */
  private int[] order(List<RowBlocks.Block> rowBlocks) {
    int from = 0;
    for (RowBlocks.Block block : rowBlocks) {
      int to = from + block.rows().length;
      blocks.add(new Block(blocks.size(), from, from + block.roots(), to));
      from = to;
    }
    return rowBlocks.stream().flatMapToInt(block -> Arrays.stream(block.rows())).toArray();
  }

  /** Where a row's conductances go, place by place of the columns, or null. */
  private Strips target(CrossbarEnd row) {
    if (row.feature() >= 0) {
      return drive;
    }
    return row.unknown() >= 0 && columnsAreOthers ? coupling : null;
  }

  /** Whether a crossbar is one of those that this class can add. */
  static boolean suits(ReducedSystem system, Element.Crossbar crossbar) {
    if (crossbar.rows().size() == 0 || crossbar.columns().size() == 0) {
      return false;
    }
    CrossbarEnd[] rows = CrossbarEnd.of(system, crossbar.rows());
    BitSet columnUnknowns = new BitSet();
    boolean columnsAreOthers =
        CrossbarEnd.of(system, crossbar.columns().get(0)).unknown() >= system.leaves;
    for (CrossbarEnd column : CrossbarEnd.of(system, crossbar.columns())) {
      if (column.unknown() < 0
          || columnUnknowns.get(column.unknown())
          || column.unknown() >= system.leaves != columnsAreOthers) {
        return false;
      }
      columnUnknowns.set(column.unknown());
    }
    for (CrossbarEnd row : rows) {
      boolean regular =
          row.unknown() < 0
              ? row.feature() < 0 || system.drive instanceof PanelMatrix
              : row.unknown() >= system.leaves != columnsAreOthers
                  && system.coupling instanceof PanelMatrix;
      if (!regular) {
        return false;
      }
    }
    return true;
  }

  /** Whether the two write to the same place. */
  boolean overlaps(CrossbarStamp other) {
    BitSet columnsHere = unknowns(columns);
    BitSet columnsThere = unknowns(other.columns);
    BitSet rowsHere = unknowns(rows);
    BitSet rowsThere = unknowns(other.rows);
    boolean alike = rowsHere.intersects(rowsThere) || features().intersects(other.features());
    boolean crosswise = columnsHere.intersects(rowsThere) && rowsHere.intersects(columnsThere);
    return (alike && columnsHere.intersects(columnsThere)) || crosswise;
  }

  private static BitSet unknowns(CrossbarEnd[] ends) {
    BitSet set = new BitSet();
    Arrays.stream(ends).filter(end -> end.unknown() >= 0).forEach(end -> set.set(end.unknown()));
    return set;
  }

  private BitSet features() {
    BitSet set = new BitSet();
    Arrays.stream(rows).filter(row -> row.feature() >= 0).forEach(row -> set.set(row.feature()));
    return set;
  }

  /** From now on it sets the values instead of adding to what is there. */
  void setAlone() {
    sets = true;
  }

  /** Adds the work on all conductances to a section. */
  Section addTo(Section section) {
    return section.add(blocks.size(), 1, (b, end) -> add(blocks.get(b)));
  }

  /** Adds the work on the sums of columns to a section that is run after the other. */
  void addSumsTo(Section section) {
    section.add(columns.length, SUMMED, this::sumBlocks);
  }

  /** Takes over parameters, before the sections are run. */
  void take(double[] values) {
    parameters = values;
  }

  /** Adds each end's own conductances, when the sections have been run. */
  void addOwn() {
    for (int c = 0; c < columns.length; c++) {
      addOwn(columns[c], blockSum[c], blockVolts[c]);
    }
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].unknown() >= 0) {
        addOwn(rows[r], rowSum[r], rowVolts[r]);
      }
    }
  }

  private void addOwn(CrossbarEnd end, double siemens, double amperes) {
    double weighted = end.weight() * end.scale();
    system.diagonal[end.unknown()] += weighted * end.scale() * siemens;
    system.constantDrive[end.unknown()] += weighted * (amperes - end.shift() * siemens);
  }

  private void add(Block block) {
    for (int r = block.from(); r < block.to(); r++) {
      sourceVolts[r] = rows[r].volts(parameters);
    }
    int c = 0;
    while (c < columns.length) {
      if (panelBegins[c]) {
        addPanel(c, block);
        c += PANEL;
      } else {
        addColumn(c, block);
        c++;
      }
    }
    for (int r = block.from(); r < block.to(); r++) {
      if (rows[r].unknown() >= 0) {
        sumRow(r);
        if (!columnsAreOthers) {
          addToCoupling(r, sets && r < block.more());
        }
      }
    }
  }

  /** Four columns that stand side by side: eight sums, none of which waits for another. */
  private void addPanel(int c, Block block) {
    double[] g = parameters;
    double f0 = columnFactor[c];
    double f1 = columnFactor[c + 1];
    double f2 = columnFactor[c + 2];
    double f3 = columnFactor[c + 3];
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double v0 = 0;
    double v1 = 0;
    double v2 = 0;
    double v3 = 0;
    int setting = sets ? block.more() : block.from();
    for (int r = block.from(); r < block.to(); r++) {
      double volts = sourceVolts[r];
      double scale = rowScale[r];
      int i = conductance[r] + c;
      double g0 = g[i];
      double g1 = g[i + 1];
      double g2 = g[i + 2];
      double g3 = g[i + 3];
      s0 += g0;
      s1 += g1;
      s2 += g2;
      s3 += g3;
      v0 += g0 * volts;
      v1 += g1 * volts;
      v2 += g2 * volts;
      v3 += g3 * volts;
      Strips strips = target[r];
      if (strips == null) {
        continue;
      }
      double[] values = strips.values;
      int at = strips.base[c] + place[r] * PANEL;
      if (r < setting) {
        values[at] = f0 * scale * g0;
        values[at + 1] = f1 * scale * g1;
        values[at + 2] = f2 * scale * g2;
        values[at + 3] = f3 * scale * g3;
      } else {
        values[at] += f0 * scale * g0;
        values[at + 1] += f1 * scale * g1;
        values[at + 2] += f2 * scale * g2;
        values[at + 3] += f3 * scale * g3;
      }
    }
    setSums(c, block, s0, v0);
    setSums(c + 1, block, s1, v1);
    setSums(c + 2, block, s2, v2);
    setSums(c + 3, block, s3, v3);
  }

  private void addColumn(int c, Block block) {
    double siemens = 0;
    double amperes = 0;
    for (int r = block.from(); r < block.to(); r++) {
      double g = parameters[conductance[r] + c];
      siemens += g;
      amperes += g * sourceVolts[r];
      Strips strips = target[r];
      if (strips != null) {
        int at = strips.base[c] + place[r] * strips.step[c];
        double before = sets && r < block.more() ? 0 : strips.values[at];
        strips.values[at] = before + columnFactor[c] * rowScale[r] * g;
      }
    }
    setSums(c, block, siemens, amperes);
  }

  private void setSums(int c, Block block, double siemens, double amperes) {
    blockSum[block.number() * columns.length + c] = siemens;
    blockVolts[block.number() * columns.length + c] = amperes;
  }

  /** Adds the sums of the blocks to those of the first. */
  private void sumBlocks(int from, int to) {
    for (int at = columns.length; at < blockSum.length; at += columns.length) {
      for (int c = from; c < to; c++) {
        blockSum[c] += blockSum[at + c];
        blockVolts[c] += blockVolts[at + c];
      }
    }
  }

  /** Adds the conductances of a row to values that stand in one row of the coupling. */
  private void addToCoupling(int r, boolean set) {
    PanelMatrix matrix = (PanelMatrix) system.coupling;
    double[] values = matrix.values();
    int base = matrix.index(rows[r].unknown() - system.leaves, 0);
    int step = matrix.step(rows[r].unknown() - system.leaves);
    double factor = -rows[r].weight() * rows[r].scale();
    for (int c = 0; c < columns.length; c++) {
      int at = base + columns[c].unknown() * step;
      double before = set ? 0 : values[at];
      values[at] = before + factor * columns[c].scale() * parameters[conductance[r] + c];
    }
  }

  private void sumRow(int r) {
    double siemens = 0;
    double amperes = 0;
    for (int c = 0; c < columns.length; c++) {
      siemens += parameters[conductance[r] + c];
      amperes += parameters[conductance[r] + c] * columns[c].shift();
    }
    rowSum[r] = siemens;
    rowVolts[r] = amperes;
  }
}
