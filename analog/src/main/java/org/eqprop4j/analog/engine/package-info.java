/**
 * Finding operating points: one interface for every engine, which are looked up by name. Engines
 * see circuits and numbers, never layers or training.
 */
package org.eqprop4j.analog.engine;
