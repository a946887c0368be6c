/**
 * The run directory: everything one run of an experiment reads and leaves behind, written so that a
 * kill at any moment leaves nothing half-written.
 */
package org.eqprop4j.experiments.run;
