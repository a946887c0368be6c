package org.eqprop4j.analog.train.loss;

/** What is to be small: a differentiable function of the outputs of one sample. */
public interface Loss {

  /**
   * Value and gradient.
   *
   * @param outputs outputs y [V]
   * @param targets targets, of the same length
   * @param gradient dC/dy [1/V], written
   * @return the loss C
   */
  double evaluate(double[] outputs, double[] targets, double[] gradient);
}
