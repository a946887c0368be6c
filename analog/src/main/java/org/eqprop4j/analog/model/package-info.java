/**
 * Models: a graph of layers together with the circuit it emits and the values of its parameters,
 * and files of them.
 */
package org.eqprop4j.analog.model;
