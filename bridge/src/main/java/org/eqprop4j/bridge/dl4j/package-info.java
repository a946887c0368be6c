/**
 * Analog circuits, and the border between numbers and voltages, as layers of Deeplearning4j. The
 * names of the public classes are part of every saved network.
 */
package org.eqprop4j.bridge.dl4j;
