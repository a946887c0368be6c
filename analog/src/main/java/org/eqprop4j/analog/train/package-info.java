/**
 * Training by Equilibrium Propagation: gradient estimators, the trainer and its checkpoints.
 * Engines are seen through their interface only.
 */
package org.eqprop4j.analog.train;
