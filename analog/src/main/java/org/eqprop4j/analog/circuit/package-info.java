/**
 * What is wired: nodes, elements and their parameters. Nothing is solved here; the package knows
 * the structure that every solver needs, namely which nodes are unknown and the weight that
 * amplifiers give to each zone of the energy.
 */
package org.eqprop4j.analog.circuit;
