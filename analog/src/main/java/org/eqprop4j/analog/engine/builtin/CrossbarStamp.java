package org.eqprop4j.analog.engine.builtin;

import java.util.Arrays;
import java.util.BitSet;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.circuit.NodeReduction;
import org.eqprop4j.analog.circuit.NodeReduction.Root;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.engine.Section;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.PanelMatrix;
import org.eqprop4j.analog.kernel.SharedMatrix;

/**
 * Adds a crossbar's conductances to a reduced system: the square w g (V_r - V_c)^2 / 2 for each. In
 * these crossbars nearly all conductances of a large circuit stand, so that the inner loop has as
 * little as can be: no value is looked up. For those whose columns are unknown and stand in one
 * dense matrix with each kind of row; see {@link #suits}.
 */
final class CrossbarStamp {
  /** Columns and rows that one thread adds at a time: whole cache lines of conductances. */
  private static final int COLUMNS = 8;

  private static final int ROWS = 16;

  /** Columns whose values stand side by side in a {@link PanelMatrix}. */
  private static final int PANEL = PanelMatrix.PANEL;

  private final ReducedSystem system;
  private final int conductance;
  private final End[] rows;
  private final End[] columns;

  /** Whether the coupling's rows are this crossbar's columns; else its rows. */
  private final boolean columnsAreOthers;

  private final Section sums = new Section();
  private double[] parameters;

  /** The columns' values in the drive, and in the coupling if they are others. */
  private final Strips drive;

  private final Strips coupling;

  /** Of each column and of each row: the sum of g, and of g times the other end's own voltage. */
  private final double[] columnSum;

  private final double[] columnVolts;
  private final double[] rowSum;
  private final double[] rowVolts;

  /** Of each column: what its conductances are multiplied with, beside the row's scale. */
  private final double[] columnFactor;

  /** Of each row: where its conductances go, or null, at which place, and times what. */
  private final Strips[] target;

  private final int[] place;
  private final double[] rowScale;

  /** Of each row: the voltage that does not depend on unknowns and inputs. */
  private final double[] sourceVolts;

  /**
   * A row or column.
   *
   * @param unknown place of its unknown, or -1
   * @param feature its input, or -1
   * @param parameter index of its voltage among the parameters, or -1
   * @param weight of its zone
   */
  private record End(
      int unknown, int feature, int parameter, double scale, double shift, double weight) {

    static End of(ReducedSystem system, int node) {
      NodeReduction reduction = system.circuit.reduction();
      Root root = reduction.root(node);
      return new End(
          system.unknownAt(node),
          root == Root.FEATURE ? reduction.index(node) : -1,
          root == Root.PARAMETER ? reduction.index(node) : -1,
          reduction.scale(node),
          reduction.shift(node),
          root == Root.UNKNOWN ? system.circuit.zoneWeights().ofNode(node) : 0);
    }

    static End[] of(ReducedSystem system, Nodes nodes) {
      return Arrays.stream(nodes.toArray()).mapToObj(n -> of(system, n)).toArray(End[]::new);
    }

    /** The voltage that does not depend on unknowns and inputs. */
    double volts(double[] parameters) {
      return parameter < 0 ? shift : scale * parameters[parameter] + shift;
    }
  }

  /**
   * Where each column's values begin in a matrix, and how far apart they are; unused where the
   * matrix is sparse.
   */
  private static final class Strips {
    final double[] values;
    final int[] base;
    final int[] step;

    Strips(SharedMatrix matrix, End[] columns, int firstRow) {
      values = matrix.values();
      base = new int[columns.length];
      step = new int[columns.length];
      if (matrix instanceof PanelMatrix panels) {
        Arrays.setAll(base, c -> panels.index(columns[c].unknown() - firstRow, 0));
        Arrays.setAll(step, c -> panels.step(columns[c].unknown() - firstRow));
      }
    }

    /** Whether the values of four columns stand side by side, or there are none. */
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
    conductance = crossbar.conductance().offset();
    rows = End.of(system, crossbar.rows());
    columns = End.of(system, crossbar.columns());
    columnsAreOthers = columns[0].unknown() >= system.leaves;
    drive = new Strips(system.drive, columns, 0);
    // Leaves are columns of the coupling: it has no strips of theirs.
    coupling = new Strips(system.coupling, columnsAreOthers ? columns : new End[0], system.leaves);
    columnSum = new double[columns.length];
    columnVolts = new double[columns.length];
    rowSum = new double[rows.length];
    rowVolts = new double[rows.length];
    columnFactor = Arrays.stream(columns).mapToDouble(c -> c.weight() * c.scale()).toArray();
    target = Arrays.stream(rows).map(this::target).toArray(Strips[]::new);
    place = Arrays.stream(rows).mapToInt(r -> Math.max(r.feature(), r.unknown())).toArray();
    rowScale =
        Arrays.stream(rows).mapToDouble(r -> r.feature() < 0 ? -r.scale() : r.scale()).toArray();
    sourceVolts = new double[rows.length];
    sums.add(columns.length, COLUMNS, this::addColumns);
    if (Arrays.stream(rows).anyMatch(row -> row.unknown() >= 0)) {
      sums.add(rows.length, ROWS, this::sumRows);
    }
  }

  /** Where a row's conductances go, place by place of the columns, or null. */
  private Strips target(End row) {
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
    End[] rows = End.of(system, crossbar.rows());
    BitSet columnUnknowns = new BitSet();
    boolean columnsAreOthers = End.of(system, crossbar.columns().get(0)).unknown() >= system.leaves;
    for (End column : End.of(system, crossbar.columns())) {
      if (column.unknown() < 0
          || columnUnknowns.get(column.unknown())
          || column.unknown() >= system.leaves != columnsAreOthers) {
        return false;
      }
      columnUnknowns.set(column.unknown());
    }
    for (End row : rows) {
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

  void add(double[] values, Workers workers) {
    parameters = values;
    for (int r = 0; r < rows.length; r++) {
      sourceVolts[r] = rows[r].volts(values);
    }
    sums.run(workers);
    for (int c = 0; c < columns.length; c++) {
      addOwn(columns[c], columnSum[c], columnVolts[c]);
    }
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].unknown() >= 0) {
        addOwn(rows[r], rowSum[r], rowVolts[r]);
      }
    }
  }

  private void addOwn(End end, double siemens, double amperes) {
    double weighted = end.weight() * end.scale();
    system.diagonal[end.unknown()] += weighted * end.scale() * siemens;
    system.constantDrive[end.unknown()] += weighted * (amperes - end.shift() * siemens);
  }

  private void addColumns(int from, int to) {
    int c = from;
    while (c < to) {
      boolean four = c + PANEL <= to && drive.panelAt(c) && coupling.panelAt(c);
      if (four) {
        addPanel(c);
      } else {
        addColumn(c);
      }
      c += four ? PANEL : 1;
    }
    for (int r = 0; r < rows.length && !columnsAreOthers; r++) {
      if (rows[r].unknown() >= 0) {
        addToRow(
            (PanelMatrix) system.coupling, rows[r], conductance + r * columns.length, from, to);
      }
    }
  }

  /** Four columns that stand side by side: eight sums, none of which waits for another. */
  private void addPanel(int c) {
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
    int i = conductance + c;
    for (int r = 0; r < rows.length; r++) {
      double volts = sourceVolts[r];
      double scale = rowScale[r];
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
      if (strips != null) {
        double[] values = strips.values;
        int at = strips.base[c] + place[r] * PANEL;
        values[at] += f0 * scale * g0;
        values[at + 1] += f1 * scale * g1;
        values[at + 2] += f2 * scale * g2;
        values[at + 3] += f3 * scale * g3;
      }
      i += columns.length;
    }
    setSums(c, s0, v0);
    setSums(c + 1, s1, v1);
    setSums(c + 2, s2, v2);
    setSums(c + 3, s3, v3);
  }

  private void addColumn(int c) {
    double siemens = 0;
    double amperes = 0;
    int i = conductance + c;
    for (int r = 0; r < rows.length; r++) {
      siemens += parameters[i];
      amperes += parameters[i] * sourceVolts[r];
      Strips strips = target[r];
      if (strips != null) {
        double factor = columnFactor[c] * rowScale[r];
        strips.values[strips.base[c] + place[r] * strips.step[c]] += factor * parameters[i];
      }
      i += columns.length;
    }
    setSums(c, siemens, amperes);
  }

  private void setSums(int c, double siemens, double amperes) {
    columnSum[c] = siemens;
    columnVolts[c] = amperes;
  }

  /** Adds the conductances of a row to values that stand in one row of the coupling. */
  private void addToRow(PanelMatrix coupling, End row, int g, int from, int to) {
    double[] values = coupling.values();
    int base = coupling.index(row.unknown() - system.leaves, 0);
    int step = coupling.step(row.unknown() - system.leaves);
    for (int c = from; c < to; c++) {
      double weighted = row.weight() * row.scale() * columns[c].scale();
      values[base + columns[c].unknown() * step] -= weighted * parameters[g + c];
    }
  }

  private void sumRows(int from, int to) {
    for (int r = from; r < to; r++) {
      double siemens = 0;
      double amperes = 0;
      int g = conductance + r * columns.length;
      for (int c = 0; c < columns.length; c++) {
        siemens += parameters[g + c];
        amperes += parameters[g + c] * columns[c].shift();
      }
      rowSum[r] = siemens;
      rowVolts[r] = amperes;
    }
  }
}
