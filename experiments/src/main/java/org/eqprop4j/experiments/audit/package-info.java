/**
 * Where the power of a circuit goes and which part of its energy a learning rule leaves out, for
 * any circuit and data.
 */
package org.eqprop4j.experiments.audit;
