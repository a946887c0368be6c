package org.eqprop4j.bridge;

import java.util.Arrays;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.train.AnalogNetwork;

/** Picks samples out of arrays with a row, or as the engines have it a column, for each. */
final class Columns {
  private Columns() {}

  /** Some rows of {@code samples x width} as {@code width x rows picked}. */
  static double[] ofRows(float[] rows, int width, int[] which) {
    double[] columns = new double[width * which.length];
    for (int s = 0; s < which.length; s++) {
      for (int i = 0; i < width; i++) {
        columns[i * which.length + s] = rows[which[s] * width + i];
      }
    }
    return columns;
  }

  /** Some columns of {@code values x samples}. */
  static double[] select(double[] columns, int samples, int[] which) {
    int values = columns.length / samples;
    double[] selected = new double[values * which.length];
    for (int i = 0; i < values; i++) {
      for (int s = 0; s < which.length; s++) {
        selected[i * which.length + s] = columns[i * samples + which[s]];
      }
    }
    return selected;
  }

  /** One value for each sample. */
  static int[] select(int[] values, int[] which) {
    return Arrays.stream(which).map(s -> values[s]).toArray();
  }

  /** The free phase of some of its samples. */
  static AnalogNetwork.Free select(AnalogNetwork.Free free, int[] which) {
    OperatingPoints from = free.points();
    int samples = from.samples();
    OperatingPoints points = new OperatingPoints(from.nodes(), which.length);
    double[] voltages = select(from.voltages(), samples, which);
    System.arraycopy(voltages, 0, points.voltages(), 0, voltages.length);
    for (int s = 0; s < which.length; s++) {
      int at = which[s];
      points.report(s, from.status(at), from.residual(at), from.iterations(at));
    }
    return new AnalogNetwork.Free(
        points,
        select(free.outputs(), samples, which),
        select(free.predicted(), which),
        select(free.losses(), samples, which),
        select(free.nodeGradient(), samples, which));
  }
}
