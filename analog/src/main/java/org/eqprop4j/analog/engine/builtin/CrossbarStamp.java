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
  private static final int COLUMNS = 16;

  private static final int ROWS = 16;

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
    final SharedMatrix matrix;
    final int[] base;
    final int[] step;

    Strips(SharedMatrix matrix, End[] columns, int firstRow) {
      this.matrix = matrix;
      base = new int[columns.length];
      step = new int[columns.length];
      if (matrix instanceof PanelMatrix panels) {
        Arrays.setAll(base, c -> panels.index(columns[c].unknown() - firstRow, 0));
        Arrays.setAll(step, c -> panels.step(columns[c].unknown() - firstRow));
      }
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
    sums.add(columns.length, COLUMNS, this::addColumns);
    if (Arrays.stream(rows).anyMatch(row -> row.unknown() >= 0)) {
      sums.add(rows.length, ROWS, this::sumRows);
    }
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
    Arrays.fill(columnSum, from, to, 0);
    Arrays.fill(columnVolts, from, to, 0);
    for (int r = 0; r < rows.length; r++) {
      End row = rows[r];
      int g = conductance + r * columns.length;
      double volts = row.volts(parameters);
      for (int c = from; c < to; c++) {
        columnSum[c] += parameters[g + c];
        columnVolts[c] += parameters[g + c] * volts;
      }
      if (row.feature() >= 0) {
        addTo(drive, row.feature(), row.scale(), g, from, to);
      } else if (row.unknown() >= 0 && columnsAreOthers) {
        addTo(coupling, row.unknown(), -row.scale(), g, from, to);
      } else if (row.unknown() >= 0) {
        addToRow((PanelMatrix) system.coupling, row, g, from, to);
      }
    }
  }

  /** Adds a row's conductances, from g on, to the value at a place of each column's strip. */
  private void addTo(Strips strips, int place, double scale, int g, int from, int to) {
    double[] values = strips.matrix.values();
    int[] base = strips.base;
    int[] step = strips.step;
    for (int c = from; c < to; c++) {
      double weighted = columns[c].weight() * columns[c].scale() * scale;
      values[base[c] + place * step[c]] += weighted * parameters[g + c];
    }
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
