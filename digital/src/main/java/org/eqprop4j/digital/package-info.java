/**
 * The digital front-end: networks of Deeplearning4j, how they are trained, saved and evaluated, and
 * how the activations of one of their layers become the inputs of an analog circuit and are in turn
 * regressed towards the inputs that the circuit asks for.
 */
package org.eqprop4j.digital;
