/**
 * The engine that runs Xyce as a subprocess: many samples and phases per run, whose netlist, table
 * of values and printed voltages live in a private directory that goes with the run.
 */
package org.eqprop4j.analog.engine.xyce;
