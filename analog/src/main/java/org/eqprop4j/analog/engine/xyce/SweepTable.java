package org.eqprop4j.analog.engine.xyce;

import java.util.List;

/**
 * What Xyce printed for the steps of a sweep. A step that failed is missing without a word in the
 * file, so the first column of every row is the number of its step, from 0.
 */
final class SweepTable {
  /** The number went through a solver: it may be off by rounding, by no more. */
  private static final double ROUNDING = 1e-6;

  private final double[][] rows;

  /**
   * @param printed the rows, first column the step
   * @param steps number of steps that were asked for
   * @throws XyceException if a row belongs to no step, or to the same one as another row
   */
  SweepTable(List<double[]> printed, int steps) {
    rows = new double[steps][];
    for (double[] row : printed) {
      long step = Math.round(row[0]);
      if (!(Math.abs(row[0] - step) <= ROUNDING) || step < 0 || step >= steps) {
        throw new XyceException(
            "Xyce printed step " + row[0] + ", expected a whole number from 0 to " + (steps - 1));
      }
      if (rows[(int) step] != null) {
        throw new XyceException("Xyce printed step " + step + " twice");
      }
      rows[(int) step] = row;
    }
  }

  /** Whether Xyce printed the step. */
  boolean has(int step) {
    return rows[step] != null;
  }

  /** A value of a step that Xyce printed, by its column behind that of the step. */
  double value(int step, int column) {
    return rows[step][1 + column];
  }
}
