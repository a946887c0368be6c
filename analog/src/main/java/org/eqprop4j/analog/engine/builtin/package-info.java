/**
 * The built-in engine: a damped Newton method that always descends the circuit's convex energy, on
 * the unknown nodes alone, for many samples side by side in the lanes of plain arrays.
 */
package org.eqprop4j.analog.engine.builtin;
