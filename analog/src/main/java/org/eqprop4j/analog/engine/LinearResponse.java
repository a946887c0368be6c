package org.eqprop4j.analog.engine;

/**
 * What some solvers can do beyond solving: the derivative of an operating point with respect to
 * injected currents, with which the limit of vanishing nudging (the adjoint) is one linear solve.
 */
public interface LinearResponse {

  /**
   * Solves with the Jacobian of the operating points.
   *
   * @param at operating points, converged
   * @param currents currents [A] into the output nodes, {@code output nodes x samples}
   * @param response change of the node voltages [V] to first order, {@code nodes x samples},
   *     written
   */
  void linearResponse(OperatingPoints at, double[] currents, double[] response);
}
