/**
 * Mixed-signal runs beside each other: front-ends, kinds of training and sizes of the circuit, or
 * with and without retraining; a run for each combination and seed, one table.
 */
package org.eqprop4j.experiments.compare;
