package org.eqprop4j.analog.engine.builtin;

import static org.eqprop4j.analog.kernel.Kernels.LANES;

/** Room for what some diodes do in every lane, few enough to stay in the nearest cache. */
final class DiodeBuffers {
  /** Number of diodes. */
  static final int ROWS = 8;

  final double[] drop = new double[ROWS * LANES];
  final double[] current = new double[ROWS * LANES];
  final double[] conductance = new double[ROWS * LANES];
  final double[] coContent = new double[ROWS * LANES];
}
