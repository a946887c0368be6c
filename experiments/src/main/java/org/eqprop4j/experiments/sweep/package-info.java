/**
 * Sweeps: one measurement at each of many points, side by side, kept in one tidy CSV table while
 * they come in, so that an interrupted sweep loses nothing that was measured.
 */
package org.eqprop4j.experiments.sweep;
