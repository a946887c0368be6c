package org.eqprop4j.analog.engine.builtin;

import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.engine.SolverConformance;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomCircuit.Outputs;
import org.eqprop4j.analog.testing.RandomCircuit.Ranges;

/** Coordinate descent used as every engine is, on circuits of its kind, against Newton's method. */
class CoordinateDescentConformanceTest extends SolverConformance {
  @Override
  protected String engineName() {
    return "coordinate-descent";
  }

  @Override
  protected void requireInstalled() {}

  @Override
  protected RandomCircuit random(SplittableRandom random, double... gains) {
    return RandomCircuit.of(
        random,
        Ranges.MILD,
        () -> new PiecewiseLinearDiode(random.nextDouble(0.3), 1, 1e8),
        Outputs.EVERY_ZONE,
        false,
        gains);
  }
}
