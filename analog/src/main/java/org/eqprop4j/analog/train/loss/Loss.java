package org.eqprop4j.analog.train.loss;

/**
 * What is to be small: a function of the outputs of one sample. Its derivative is what nudges them,
 * so a loss of one's own is one method.
 */
@FunctionalInterface
public interface Loss {

  /**
   * Value and gradient. Called for different samples by several threads at the same time.
   *
   * @param outputs outputs y [V]
   * @param targets targets, of the same length
   * @param gradient dC/dy [1/V], written
   * @return the loss C
   */
  double evaluate(double[] outputs, double[] targets, double[] gradient);
}
