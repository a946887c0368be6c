/**
 * The engine that drives the circuit simulator ngspice as a shared library. From the bottom up:
 * finding the library, one loaded copy of it, a circuit held there in a DC sweep that is paused
 * between its points, and the solver that spreads samples over copies.
 */
package org.eqprop4j.analog.engine.ngspice;
