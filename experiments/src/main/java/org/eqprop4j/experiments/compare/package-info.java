/**
 * Front-ends, kinds of training and sizes of the circuit beside each other: one mixed-signal run
 * for each combination and seed, one table.
 */
package org.eqprop4j.experiments.compare;
