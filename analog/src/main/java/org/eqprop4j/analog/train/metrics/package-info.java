/**
 * What can be known of a circuit in training: electrical power, saturation of diodes, gradients,
 * distributions of parameters and voltages.
 */
package org.eqprop4j.analog.train.metrics;
