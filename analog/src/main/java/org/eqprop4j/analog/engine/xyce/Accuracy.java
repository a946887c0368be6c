package org.eqprop4j.analog.engine.xyce;

import java.util.List;

/**
 * When Xyce takes a step for converged. It wants both: residual below the first, and last change of
 * the voltages below the second.
 *
 * @param rhsTolerance norm of all residuals, of currents [A] and of sources [V] alike, which is why
 *     it cannot be as small as currents alone would allow
 * @param relativeTolerance change over voltage; Newton's method squares it once more
 */
record Accuracy(double rhsTolerance, double relativeTolerance) {

  /**
   * What steps are solved with, and again with if their currents do not add up. The first is 5e-13
   * V off in a strongly conducting network and 6e-11 V at nanoamperes; Xyce's own defaults are up
   * to 3e-4 V off.
   */
  static final List<Accuracy> IN_TURN =
      List.of(new Accuracy(1e-12, 1e-6), new Accuracy(1e-12, 1e-10));
}
