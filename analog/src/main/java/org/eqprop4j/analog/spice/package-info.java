/**
 * Circuits as SPICE text: names, device lines, and whole netlists that ngspice and Xyce run
 * unmodified. Nothing is run here.
 */
package org.eqprop4j.analog.spice;
