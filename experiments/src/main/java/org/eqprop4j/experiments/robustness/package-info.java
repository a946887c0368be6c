/**
 * What makes learning by Equilibrium Propagation robust: nudging strength, estimator, zone weights,
 * accuracy, learning rate, optimiser and conductances, swept on three tasks.
 */
package org.eqprop4j.experiments.robustness;
