package org.eqprop4j.analog.train.optimizer;

import java.util.Map;

/**
 * Turns gradients into changes of parameters. Holds state per parameter, which checkpoints save.
 */
public interface Optimizer {

  /**
   * The optimiser's state by name, arrays of one value per parameter. The arrays themselves, so
   * that they can be restored.
   */
  Map<String, double[]> state(int parameterCount);

  /**
   * Whether the change of a parameter depends on its own gradient and state alone. Then a block may
   * be cut into parts that several threads update at the same time, after {@link #state} was asked.
   */
  default boolean isElementwise() {
    return false;
  }

  /**
   * Changes one block of parameters.
   *
   * @param step number of steps taken before this one
   * @param from index of the block's first parameter
   * @param to index behind its last
   * @param rate learning rate of the block
   */
  void update(double[] parameters, double[] gradient, long step, int from, int to, double rate);
}
